namespace TwilioFunctions.Core.Proxy;

/// <summary>
/// Which Proxy interactions are blocked, and what those are answered who reach no session: section <c>Proxy</c>. Texts of lists are
/// compared whatever their case, and a <c>*</c> in them stands for any characters: <c>+49*</c>.
/// </summary>
public sealed class ProxyOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Proxy";

    /// <summary>Lets an interaction through.</summary>
    public const string Allow = "allow";

    /// <summary>Blocks an interaction.</summary>
    public const string Block = "block";

    /// <summary>What becomes of an interaction when the policy fails or takes too long: <see cref="Allow"/> or <see cref="Block"/>.</summary>
    public string OnPolicyFailure { get; set; } = Allow;

    /// <summary>Participants, by SID (<c>KP…</c>) or identifier, of whose interactions all are blocked.</summary>
    public IList<string> BlockedParticipants { get; } = [];

    /// <summary>Unless empty: nobody else may begin an interaction.</summary>
    public IList<string> AllowedParticipants { get; } = [];

    /// <summary>Numbers whose interactions are blocked. Twilio's intercept callback names participants; numbers only where it sends any.</summary>
    public IList<string> BlockedNumbers { get; } = [];

    /// <summary>Unless empty: no other number may begin an interaction. One that comes without a number is not judged by it.</summary>
    public IList<string> AllowedNumbers { get; } = [];

    /// <summary>When interactions are blocked.</summary>
    public IList<QuietHours> QuietHours { get; } = [];

    /// <summary>The longest message that is let through, in UTF-16 code units; 0 lets none through but empty ones.</summary>
    public int? MaxBodyLength { get; set; }

    /// <summary>A regular expression; messages in which it is found are blocked. Case does not matter; neither lookarounds nor back-references.</summary>
    public string? BlockedBodyPattern { get; set; }

    /// <summary>What a call or message is answered that belongs to no open session.</summary>
    public OutOfSessionOptions OutOfSession { get; set; } = new();

    /// <summary>Whether <see cref="OnPolicyFailure"/> says <see cref="Block"/>.</summary>
    internal bool BlocksOnFailure => string.Equals(OnPolicyFailure, Block, StringComparison.OrdinalIgnoreCase);
}
