namespace TwilioFunctions.Core.Calls;

/// <summary>
/// The states of a call as <c>CallStatus</c> spells them; others may come and are kept as they are.
/// Source: https://www.twilio.com/docs/voice/api/call-resource#call-status-values
/// </summary>
public static class CallStatuses
{
    /// <summary>What is not among them comes before all of them.</summary>
    private const int UnknownRank = -1;

    // A call takes them from left to right; it ends with one of the last five. Their order decides nothing but which of two ends is
    // shown that Twilio told without any order.
    private static readonly string[] InOrder = ["queued", "initiated", "ringing", "in-progress", "no-answer", "busy", "canceled", "failed", "completed"];

    /// <summary>Whether a call never leaves this state.</summary>
    public static bool IsFinal(string? status) => RankOf(status) > RankOf("in-progress");

    /// <summary>How far a call is that has this state.</summary>
    public static int RankOf(string? status) => Array.IndexOf(InOrder, status) is var rank and >= 0 ? rank : UnknownRank;

    /// <summary>The state that a call summary names, spelled as <c>CallStatus</c> is: <c>fail</c> is <c>failed</c>.</summary>
    public static string? OfSummary(string? callState) => callState switch
    {
        "fail" => "failed",
        "noanswer" => "no-answer",
        "answered" => "in-progress",
        _ => callState,
    };
}
