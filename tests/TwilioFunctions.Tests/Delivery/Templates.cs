using System.Text.RegularExpressions;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Tests.Delivery;

/// <summary>What the Bicep files promise to those who deploy them.</summary>
internal static partial class Templates
{
    /// <summary>The outputs of <c>infra/main.bicep</c>.</summary>
    public static IReadOnlySet<string> Outputs { get; } = NamesIn("main.bicep", Output);

    /// <summary>The environment variables that <c>infra/main.bicepparam</c> reads.</summary>
    public static IReadOnlySet<string> Variables { get; } = NamesIn("main.bicepparam", Variable);

    private static HashSet<string> NamesIn(string file, Regex pattern) =>
        [.. pattern.Matches(File.ReadAllText(Path.Combine(Repository.Root, "infra", file))).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"^output (\w+) ", RegexOptions.Multiline)]
    private static partial Regex Output { get; }

    [GeneratedRegex(@"readEnvironmentVariable\('(\w+)'")]
    private static partial Regex Variable { get; }
}
