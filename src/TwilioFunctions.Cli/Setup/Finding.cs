namespace TwilioFunctions.Cli.Setup;

/// <summary>A setting at Twilio, as it should be and as it is.</summary>
/// <param name="Item">What has the setting.</param>
/// <param name="Setting">Its name at Twilio.</param>
/// <param name="Expected">What it should be.</param>
/// <param name="Found">What it is; null when there is nothing.</param>
/// <param name="IsMet">Whether that will do.</param>
/// <param name="Mend">What makes it so.</param>
/// <param name="Advice">What a person has to decide, where no command may.</param>
internal sealed record Finding(
    string Item, string Setting, string Expected, string? Found, bool IsMet, IReadOnlyList<SetupStep> Mend, string? Advice = null)
{
    /// <summary>A setting that has to be the same, letter for letter.</summary>
    public static Finding Of(string item, string setting, string expected, string? found, params IReadOnlyList<SetupStep> mend) =>
        new(item, setting, expected, found, string.Equals(expected, found, StringComparison.Ordinal), mend);
}
