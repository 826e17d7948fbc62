namespace TwilioFunctions.Core.Bindings;

/// <summary>A binding, or what is wrong with it.</summary>
/// <param name="Binding">Null when there are problems.</param>
/// <param name="Problems">The first <see cref="MaxProblems"/> of them.</param>
public sealed record BindingReading(ClientBinding? Binding, IReadOnlyList<BindingProblem> Problems)
{
    /// <summary>So many problems are told of one binding.</summary>
    public const int MaxProblems = 5;

    /// <summary>A reading with one problem.</summary>
    public static BindingReading Refused(string field, string detail) => new(null, [new BindingProblem(field, detail)]);
}
