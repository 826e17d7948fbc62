using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Voice;

namespace TwilioFunctions.Core.Proxy;

/// <summary>Stops the app at start with a sentence for what is wrong in which setting.</summary>
internal sealed partial class ValidateProxyOptions : IValidateOptions<ProxyOptions>
{
    // https://www.twilio.com/docs/proxy/api/session
    private const int MaxUniqueNameLength = 191;
    private const int SidLength = 34;

    // https://www.twilio.com/docs/api/errors/21617
    private const int MaxMessageLength = 1600;

    public ValidateOptionsResult Validate(string? name, ProxyOptions options)
    {
        string[] failures =
        [
            .. Needs(
                Is(options.OnPolicyFailure, ProxyOptions.Allow) || Is(options.OnPolicyFailure, ProxyOptions.Block),
                "Proxy__OnPolicyFailure is neither allow nor block."),
            .. Patterns(nameof(ProxyOptions.BlockedParticipants), options.BlockedParticipants),
            .. Patterns(nameof(ProxyOptions.AllowedParticipants), options.AllowedParticipants),
            .. Patterns(nameof(ProxyOptions.BlockedNumbers), options.BlockedNumbers),
            .. Patterns(nameof(ProxyOptions.AllowedNumbers), options.AllowedNumbers),
            .. options.QuietHours.SelectMany((hours, index) => Hours(hours, string.Create(CultureInfo.InvariantCulture, $"Proxy__QuietHours__{index}"))),
            .. Needs(options.MaxBodyLength is null or >= 0, "Proxy__MaxBodyLength is a number of characters, 0 or more."),
            .. BlockedBody(options.BlockedBodyPattern),
            .. options.OutOfSession.Voice is { } voice ? ValidateVoiceOptions.Action(voice, "Proxy__OutOfSession__Voice__") : [],
            .. Message(options.OutOfSession.Message),
            .. options.OutOfSession.Session is { } session ? Session(session, "Proxy__OutOfSession__Session__") : [],
        ];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Patterns(string setting, IList<string> patterns) => patterns.Index()
        .Where(pattern => string.IsNullOrWhiteSpace(pattern.Item))
        .Select(pattern => string.Create(CultureInfo.InvariantCulture, $"Proxy__{setting}__{pattern.Index} is empty."));

    private static IEnumerable<string> Hours(QuietHours hours, string setting)
    {
        if (hours is { Days.Count: 0, From: null, Until: null })
            yield return $"{setting} has neither Days nor From nor Until: nothing would ever be let through.";
        if (!CallSchedule.TryParse(hours.Days, hours.From, hours.Until, hours.TimeZone, out _, out var problem))
            yield return $"{setting}__{problem}";
    }

    private static IEnumerable<string> BlockedBody(string? pattern)
    {
        try
        {
            _ = pattern is null ? null : BodyPattern.Compile(pattern);
            return [];
        }
        catch (ArgumentException wrong)
        {
            return [$"Proxy__BlockedBodyPattern is no regular expression: {wrong.Message}"];
        }
        catch (NotSupportedException)
        {
            return ["Proxy__BlockedBodyPattern has a lookaround, a back-reference or the like, which cannot be searched for in a time that is known."];
        }
    }

    private static IEnumerable<string> Message(string? message) =>
        Needs(message is null || message.Length <= MaxMessageLength, $"Proxy__OutOfSession__Message is longer than {MaxMessageLength} characters.")
            .Concat(Needs(message is null || OutOfSessionTwiml.CanSay(message), "Proxy__OutOfSession__Message has a character that XML cannot hold."));

    private static IEnumerable<string> Session(NewSessionOptions session, string setting) =>
        Needs(
            session.ParticipantIdentifier is not null && E164.IsMatch(session.ParticipantIdentifier),
            $"{setting}ParticipantIdentifier is not a number in E.164, such as +15551234567.")
            .Concat(Needs(
                session.ParticipantProxyIdentifier is null || E164.IsMatch(session.ParticipantProxyIdentifier),
                $"{setting}ParticipantProxyIdentifier is not a number in E.164, such as +15551234567."))
            .Concat(Needs(
                session.UniqueName.Contains(NewSessionOptions.SidPlaceholder, StringComparison.Ordinal),
                $"{setting}UniqueName does not contain {NewSessionOptions.SidPlaceholder}: Proxy refuses a name that another session has."))
            .Concat(Needs(
                session.UniqueName.Replace(NewSessionOptions.SidPlaceholder, new string('0', SidLength), StringComparison.Ordinal).Length <= MaxUniqueNameLength,
                $"{setting}UniqueName is longer than {MaxUniqueNameLength} characters with a SID in it."))
            .Concat(Needs(SessionModes.Of(session.Mode) is not null, $"{setting}Mode is none of {string.Join(", ", SessionModes.All)}."))
            .Concat(Needs(session.Ttl is null or > 0, $"{setting}Ttl is a number of seconds, 1 or more."));

    private static IEnumerable<string> Needs(bool holds, string failure) => holds ? [] : [failure];

    private static bool Is(string text, string word) => string.Equals(text, word, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^\+[1-9]\d{1,14}$", RegexOptions.CultureInvariant)]
    private static partial Regex E164 { get; }
}
