namespace TwilioFunctions.Core.Voice;

/// <summary>What callers hear: section <c>Voice</c>.</summary>
public sealed class VoiceOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Voice";

    /// <summary>Tried in order; the first that applies decides. A call that none applies to is connected to what it called, where that can be done.</summary>
    public IList<IncomingCallRule> Rules { get; } = [];

    /// <summary>The number that is shown when a client calls a number without a rule: one of the account's, in E.164.</summary>
    public string? CallerId { get; set; }

    /// <summary>What a caller hears when a rule cannot be carried out, or anything of ours fails.</summary>
    public CallAction Fallback { get; set; } = new()
    {
        Kind = CallActionKind.Say,
        Text = "We are sorry, your call cannot be connected at the moment. Please try again later.",
    };
}
