using System.Globalization;

namespace TwilioFunctions.Benchmarks.Ringing;

/// <summary>A client identity with so many bindings.</summary>
internal sealed record Callee(string Identity, int Bindings)
{
    /// <summary>Whom the measured calls are for.</summary>
    public static IReadOnlyList<Callee> Measured { get; } = [.. new[] { 1, 10, 100, 1_000 }.Select(bindings => Numbered("callee", bindings, bindings))];

    /// <summary>Whom the other calls are for, as many as ring at the same time and more.</summary>
    public static IReadOnlyList<Callee> Others { get; } = [.. Enumerable.Range(0, 200).Select(number => Numbered("other", number, bindings: 1))];

    private static Callee Numbered(string name, int number, int bindings) => new(string.Create(CultureInfo.InvariantCulture, $"{name}-{number}"), bindings);
}
