using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.AppSettings;
using TwilioFunctions.Core.Voice;

namespace TwilioFunctions.Core.Proxy;

/// <summary>
/// Which Proxy interactions are blocked, and what those are answered who reach no session: section <c>Proxy</c>. Texts of lists are
/// compared whatever their case, and a <c>*</c> in them stands for any characters: <c>+49*</c>.
/// </summary>
internal sealed class ProxyOptions
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

/// <summary>A session that Proxy opens for whoever reaches none. Source: https://www.twilio.com/docs/proxy/out-of-session-callback-response-guide</summary>
internal sealed class NewSessionOptions
{
    /// <summary>Stands in <see cref="UniqueName"/> for the SID of the call or message.</summary>
    public const string SidPlaceholder = "{sid}";

    /// <summary>The number of who answers, in E.164.</summary>
    public string? ParticipantIdentifier { get; set; }

    /// <summary>The Proxy number that they see, in E.164; Proxy chooses one unless set.</summary>
    public string? ParticipantProxyIdentifier { get; set; }

    /// <summary>The session's name, up to 191 characters, with <see cref="SidPlaceholder"/> in it: a name that is taken is refused. No personal data.</summary>
    public string UniqueName { get; set; } = $"out-of-session-{SidPlaceholder}";

    /// <summary><c>voice-and-message</c>, <c>voice-only</c> (calls alone open a session) or <c>message-only</c> (messages alone do).</summary>
    public string Mode { get; set; } = SessionModes.VoiceAndMessage;

    /// <summary>Seconds after its last interaction at which the session ends; never unless set.</summary>
    public int? Ttl { get; set; }
}

/// <summary>What a call or message is answered that belongs to no open session: settings <c>Proxy__OutOfSession__…</c>.</summary>
internal sealed class OutOfSessionOptions
{
    /// <summary>What is done with a call; what <see cref="VoiceOptions.Fallback"/> says unless set.</summary>
    public CallAction? Voice { get; set; }

    /// <summary>What a message is answered, up to 1,600 characters; nothing unless set.</summary>
    public string? Message { get; set; }

    /// <summary>The session that is opened in place of either, where its <see cref="NewSessionOptions.Mode"/> takes it in.</summary>
    public NewSessionOptions? Session { get; set; }
}

/// <summary>Days and times of day. What is not set holds always; one of them must be set.</summary>
internal sealed class QuietHours
{
    /// <summary>Days of the week in <see cref="TimeZone"/>, in English: <c>Sunday</c>.</summary>
    public IList<string> Days { get; } = [];

    /// <summary>From this time of day on (<c>22:00</c>), in <see cref="TimeZone"/>.</summary>
    public string? From { get; set; }

    /// <summary>Before this time of day. An earlier time than <see cref="From"/> means the day after; <see cref="Days"/> then names the evenings.</summary>
    public string? Until { get; set; }

    /// <summary>IANA or Windows name, for instance <c>Europe/Berlin</c>. UTC unless set.</summary>
    public string? TimeZone { get; set; }
}

/// <summary>What a session takes in, as Proxy spells it. Source: https://www.twilio.com/docs/proxy/api/session</summary>
internal static class SessionModes
{
    public const string VoiceAndMessage = "voice-and-message";
    public const string VoiceOnly = "voice-only";
    public const string MessageOnly = "message-only";

    public static IReadOnlyList<string> All { get; } = [VoiceAndMessage, VoiceOnly, MessageOnly];

    /// <summary>Returns the mode as Proxy spells it, whatever the case of <paramref name="text"/>; null if it isn't a mode.</summary>
    public static string? Of(string? text) => All.FirstOrDefault(mode => string.Equals(mode, text, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Regular expressions whose time grows with the text and never faster: who writes messages must not be able to stop the app.</summary>
internal static class BodyPattern
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(500);

    /// <exception cref="ArgumentException">The pattern isn't a valid regular expression.</exception>
    /// <exception cref="NotSupportedException">It has lookarounds, back-references or the like, which need backtracking.</exception>
    public static Regex Compile(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout);
}

/// <summary>Stops the app at start with a sentence for what is wrong in which setting.</summary>
internal sealed partial class ProxyOptionsValidator : IValidateOptions<ProxyOptions>
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
            .. options.OutOfSession.Voice is { } voice ? VoiceOptionsValidator.Action(voice, "Proxy__OutOfSession__Voice__") : [],
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

/// <summary>Registers what answers Twilio Proxy.</summary>
internal static class ProxyRegistration
{
    /// <summary>Adds what decides and answers, and the policy of the settings, whose place another <see cref="IInterceptPolicy"/> may take.</summary>
    public static IServiceCollection AddProxy(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<ProxyOptions, ProxyOptionsValidator>(configuration.GetSection(ProxyOptions.Section))
            .PostConfigure(Clean);
        services.TryAddSingleton<IInterceptPolicy, SettingsInterceptPolicy>();
        return services
            .AddSingleton<InterceptDecider>()
            .AddSingleton<OutOfSessionAnswerer>();
    }

    /// <summary>Takes away the whitespace of pasted words. An empty pattern, which stands for one that is not set, would be found in every message.</summary>
    private static void Clean(ProxyOptions options)
    {
        options.OnPolicyFailure = options.OnPolicyFailure.Trim();
        options.BlockedBodyPattern = string.IsNullOrEmpty(options.BlockedBodyPattern) ? null : options.BlockedBodyPattern;
        options.OutOfSession.Message = string.IsNullOrWhiteSpace(options.OutOfSession.Message) ? null : options.OutOfSession.Message;
        foreach (var patterns in (IList<string>[])[options.BlockedParticipants, options.AllowedParticipants, options.BlockedNumbers, options.AllowedNumbers])
        {
            for (var index = 0; index < patterns.Count; index++)
                patterns[index] = patterns[index]?.Trim() ?? "";
        }
    }
}
