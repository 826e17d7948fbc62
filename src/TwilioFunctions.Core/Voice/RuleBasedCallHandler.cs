using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TwilioFunctions.Core.Voice;

/// <summary>Answers calls by the rules of <see cref="VoiceOptions"/>.</summary>
internal sealed partial class RuleBasedCallHandler(IOptions<VoiceOptions> options, TimeProvider time, ILogger<RuleBasedCallHandler> logger) : IIncomingCallHandler
{
    private const string ClientPrefix = "client:";

    private readonly (CallMatcher Matcher, CallAction Action, string Name)[] rules =
    [
        .. options.Value.Rules.Select((rule, index) =>
            (CallMatcher.Of(rule.When), rule.Do!, rule.Name ?? string.Create(CultureInfo.InvariantCulture, $"rule {index}"))),
    ];

    public bool IsImmediate => true;

    public Task<IncomingCallAnswer> AnswerAsync(IncomingCall incoming, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var (matcher, action, name) in rules)
        {
            if (matcher.Matches(incoming, now))
                return Task.FromResult(new IncomingCallAnswer(CallTwiml.Of(action, incoming.Urls), name));
        }
        var (fallback, decidedBy) = WithoutRule(incoming);
        return Task.FromResult(new IncomingCallAnswer(CallTwiml.Of(fallback, incoming.Urls), decidedBy));
    }

    /// <summary>
    /// A call to a client is connected, and one from a client to a number, a SIP address or another client's bare identity, as the Voice SDK's
    /// quickstarts name it. Twilio's own number says nothing of who is meant.
    /// </summary>
    private (CallAction Action, string DecidedBy) WithoutRule(IncomingCall call)
    {
        if (IdentityOf(call.To) is { Length: <= VoiceOptionsValidator.MaxIdentityLength } identity)
            return (new CallAction { Kind = CallActionKind.DialClient, Identity = identity }, "the client that was called");
        if (IdentityOf(call.From) is not null && call.To is { } to)
        {
            if (options.Value.CallerId is null)
                LogNoCallerId();
            if (VoiceOptionsValidator.IsSipAddress(to))
                return (new CallAction { Kind = CallActionKind.DialSip, Sip = to, CallerId = options.Value.CallerId }, "the SIP address that was called");
            if (NumberOf(to) is { } number)
                return (new CallAction { Kind = CallActionKind.DialNumber, Number = number, CallerId = options.Value.CallerId }, "the number that was called");
            // An address of another kind, for instance whatsapp:+1…, has a scheme: a rule has to say what is done with it.
            if (to.Any(char.IsLetter) && !to.Contains(':', StringComparison.Ordinal) && to.Length <= VoiceOptionsValidator.MaxIdentityLength)
                return (new CallAction { Kind = CallActionKind.DialClient, Identity = to }, "the client that was called");
        }
        LogNoRule();
        return (options.Value.Fallback, "no rule");
    }

    /// <summary>A number without the signs that people write into it: <c>+1 (500) 555-0002</c>. Null for what isn't a number.</summary>
    private static string? NumberOf(string to)
    {
        var digits = string.Concat(to.Where(character => character is not (' ' or '-' or '.' or '(' or ')' or '/' or '\u00A0')));
        return digits.Any(char.IsAsciiDigit) && digits.All(character => char.IsAsciiDigit(character) || character is '+' or '*' or '#') ? digits : null;
    }

    private static string? IdentityOf(string? party) =>
        party is not null && party.StartsWith(ClientPrefix, StringComparison.Ordinal) && party.Length > ClientPrefix.Length ? party[ClientPrefix.Length..] : null;

    [LoggerMessage(EventId = 6001, Level = LogLevel.Warning, Message = "A client calls a number, and Voice__CallerId is not set: Twilio connects such a call only with the caller id of a number of the account.")]
    private partial void LogNoCallerId();

    [LoggerMessage(EventId = 6002, Level = LogLevel.Warning, Message = "No rule applies to this call, and it is not for a client: the caller hears the fallback. Add a rule: Voice__Rules__0__When__Called__0, Voice__Rules__0__Do__Kind.")]
    private partial void LogNoRule();
}
