namespace TwilioFunctions.Tests.Infra;

/// <summary>Where template and code say different things.</summary>
/// <param name="File">The file to look into, from the repository's root.</param>
/// <param name="Name">The setting, queue, role … that it is about.</param>
/// <param name="Advice">What is wrong, and what to do.</param>
internal sealed record Disagreement(string File, string Name, string Advice)
{
    public override string ToString() => $"{File}: {Name} {Advice}";
}
