namespace TwilioFunctions.Core.Voice;

/// <summary>A rule: which calls it applies to, and what is done with them. Settings: <c>Voice__Rules__0__When__…</c>, <c>Voice__Rules__0__Do__…</c>.</summary>
public sealed class IncomingCallRule
{
    /// <summary>How the rule is named in logs and in the record of a call; its place in the list unless set.</summary>
    public string? Name { get; set; }

    /// <summary>Every condition that is set must hold.</summary>
    public CallCondition When { get; set; } = new();

    /// <summary>What is done.</summary>
    public CallAction? Do { get; set; }
}
