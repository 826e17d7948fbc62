namespace TwilioFunctions.Core.Signatures.Diagnosis;

/// <summary>A setting that makes the app accept the request.</summary>
/// <param name="Name">As it is written in app settings.</param>
/// <param name="Value">What to set, or in angle brackets what it is that has to be looked up. Never a token.</param>
public sealed record MendingSetting(string Name, string Value)
{
    /// <summary>Whether the value can be set as it stands.</summary>
    public bool IsKnown => !Value.StartsWith('<');
}
