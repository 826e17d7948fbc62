using TwilioFunctions.Cli.Up;

namespace TwilioFunctions.Cli.Setup;

/// <summary>A phone number: what Twilio calls when somebody calls it.</summary>
/// <param name="number">In E.164, or its SID.</param>
internal sealed class NumberItem(SetupPlan plan, TwilioCommands twilio, string number) : ISetupItem
{
    private const string Variable = "NUMBER_SID";
    private const string Post = "POST";

    private readonly bool isSid = number.StartsWith("PN", StringComparison.Ordinal);
    private readonly string voiceUrl = plan.UrlOf(Endpoints.IncomingCalls) + ConnectionOverrides.Voice;
    private readonly string fallbackUrl = plan.FallbackUrl ?? plan.UrlOf(Endpoints.IncomingCalls) + ConnectionOverrides.VoiceFallback;
    private readonly string statusCallback = plan.UrlOf(Endpoints.CallStatus) + ConnectionOverrides.StatusCallback;

    public string Title => $"Number {number}";

    public IReadOnlyList<string> Notes =>
    [
        "After the # stand connection overrides: three tries within ten seconds while the caller waits, then the fallback; five more for",
        "the status, which nobody waits for. Twilio neither sends nor signs them.",
    ];

    public IReadOnlyList<SetupStep> Steps => isSid
        ? [Update(number)]
        : [new CommandStep(twilio.NumberSid(number), Capture.LastLine(Variable)), Update(ShellVariable.Of(Variable))];

    public async Task<IReadOnlyList<Finding>> CompareAsync(SetupSession session, CancellationToken cancellationToken)
    {
        if (await FindAsync(session, cancellationToken) is not { Sid: { } sid } found)
        {
            return
            [
                Finding.Of(Title, "number", "a number of the account", null) with
                {
                    Advice = $"{number} is no number of this account: `twilio phone-numbers:list` lists them.",
                },
            ];
        }

        if (Owner(found) is { } owner)
        {
            return
            [
                Finding.Of(Title, "voice", voiceUrl, owner) with
                {
                    Advice = $"{number} belongs to {owner}, whose URLs Twilio calls in place of the number's: wire that one, or take the number away from it first.",
                },
            ];
        }

        SetupStep[] mend = [Update(sid)];
        return
        [
            Finding.Of(Title, "voice URL", voiceUrl, found.VoiceUrl, mend),
            Finding.Of(Title, "voice method", Post, found.VoiceMethod, mend),
            Finding.Of(Title, "fallback URL", fallbackUrl, found.VoiceFallbackUrl, mend),
            Finding.Of(Title, "fallback method", Post, found.VoiceFallbackMethod, mend),
            Finding.Of(Title, "status callback", statusCallback, found.StatusCallback, mend),
            Finding.Of(Title, "status callback method", Post, found.StatusCallbackMethod, mend),
        ];
    }

    // Twilio lists every number that holds these digits.
    private async Task<NumberAnswer?> FindAsync(SetupSession session, CancellationToken cancellationToken) => isSid
        ? await session.FetchAsync(twilio.Number(number), SetupJson.Default.IReadOnlyListNumberAnswer, cancellationToken)
        : (await session.ListAsync(twilio.NumbersLike(number), SetupJson.Default.IReadOnlyListNumberAnswer, cancellationToken))
            .FirstOrDefault(candidate => candidate.PhoneNumber == number);

    private static string? Owner(NumberAnswer found) => found switch
    {
        { TrunkSid: { Length: > 0 } trunk } => $"the trunk {trunk}",
        { VoiceApplicationSid: { Length: > 0 } application } => $"the TwiML App {application}",
        _ => null,
    };

    private CommandStep Update(string sid) => new(twilio.UpdateNumber(sid, voiceUrl, fallbackUrl, statusCallback));
}
