using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.AppSettings;

namespace TwilioFunctions.Core.Voice;

/// <summary>What callers hear: section <c>Voice</c>.</summary>
internal sealed class VoiceOptions
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

/// <summary>A rule: which calls it applies to, and what is done with them. Settings: <c>Voice__Rules__0__When__…</c>, <c>Voice__Rules__0__Do__…</c>.</summary>
internal sealed class IncomingCallRule
{
    /// <summary>How the rule is named in logs and in the record of a call; its place in the list unless set.</summary>
    public string? Name { get; set; }

    /// <summary>Every condition that is set must hold.</summary>
    public CallCondition When { get; set; } = new();

    /// <summary>What is done.</summary>
    public CallAction? Do { get; set; }
}

/// <summary>Stops the app at start with a sentence for what is wrong in which rule.</summary>
internal sealed partial class VoiceOptionsValidator : IValidateOptions<VoiceOptions>
{
    internal const int MaxIdentityLength = 256;

    private static readonly WebhookUrls AnyUrls = WebhookUrls.Of("https://example.com", new Uri("https://example.com/api/twilio/voice/incoming"));
    private static readonly string[] Reasons = ["rejected", "busy"];
    private static readonly string[] Recordings = ["record-from-answer", "record-from-answer-dual", "record-from-ringing", "record-from-ringing-dual"];

    public ValidateOptionsResult Validate(string? name, VoiceOptions options)
    {
        string[] failures =
        [
            .. options.Rules.SelectMany((rule, index) => Rule(rule, string.Create(CultureInfo.InvariantCulture, $"Voice__Rules__{index}__"))),
            .. Needs(options.CallerId is null || E164.IsMatch(options.CallerId), "Voice__CallerId is not a number in E.164, such as +15551234567."),
            .. Action(options.Fallback, "Voice__Fallback__"),
        ];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Rule(IncomingCallRule rule, string setting)
    {
        if (!CallSchedule.TryParse(rule.When.Days, rule.When.From, rule.When.Until, rule.When.TimeZone, out _, out var problem))
            yield return $"{setting}When__{problem}";
        (string Name, IList<string> Patterns)[] lists =
            [(nameof(CallCondition.Called), rule.When.Called), (nameof(CallCondition.Caller), rule.When.Caller), (nameof(CallCondition.StirVerstat), rule.When.StirVerstat)];
        foreach (var (name, index) in lists.SelectMany(list => list.Patterns.Index().Where(pattern => string.IsNullOrWhiteSpace(pattern.Item)).Select(pattern => (list.Name, pattern.Index))))
            yield return string.Create(CultureInfo.InvariantCulture, $"{setting}When__{name}__{index} is empty, and the rule would apply to no call: leave it away, or write * for every one.");
        if (rule.Do is null)
        {
            yield return $"{setting}Do__Kind is not set: say what is to be done with the calls that the rule applies to.";
            yield break;
        }
        foreach (var failure in Action(rule.Do, $"{setting}Do__"))
            yield return failure;
    }

    /// <summary>What is wrong with an action; <paramref name="setting"/> is what its settings' names begin with.</summary>
    internal static IEnumerable<string> Action(CallAction action, string setting)
    {
        string[] failures = [.. Members(action, setting)];
        return failures.Length == 0 ? Needs(CanBeWritten(action), $"{setting}{action.Kind} cannot be written as TwiML: it has a character that XML, or a URL, cannot hold.") : failures;
    }

    private static IEnumerable<string> Members(CallAction action, string setting) =>
        (action.Kind switch
        {
            null => [$"{setting}Kind is not set: {string.Join(", ", Enum.GetNames<CallActionKind>())} are the kinds."],
            CallActionKind.DialClient => Needs(action.Identity is { Length: > 0 and <= MaxIdentityLength }, $"{setting}Identity is the client identity to ring, from 1 to {MaxIdentityLength} characters."),
            CallActionKind.DialNumber => Needs(action.Number is not null && E164.IsMatch(action.Number), $"{setting}Number is not a number in E.164, such as +15551234567."),
            CallActionKind.DialSip => Needs(action.Sip is not null && SipAddress.IsMatch(action.Sip), $"{setting}Sip is not a SIP address, such as sip:desk@example.com."),
            CallActionKind.Say => Needs(!string.IsNullOrWhiteSpace(action.Text), $"{setting}Text is not set: what is to be read?"),
            CallActionKind.Play or CallActionKind.Redirect => Needs(IsHttp(action.Url), $"{setting}Url is not an absolute http or https URL."),
            CallActionKind.Enqueue => Needs(!string.IsNullOrWhiteSpace(action.Queue), $"{setting}Queue is not set: into which queue?"),
            CallActionKind.Record or CallActionKind.Reject => Enumerable.Empty<string>(),
            _ => [$"{setting}Kind is none of {string.Join(", ", Enum.GetNames<CallActionKind>())}."],
        })
        .Concat(Needs(action.CallerId is null || E164.IsMatch(action.CallerId) || action.CallerId.StartsWith("client:", StringComparison.Ordinal), $"{setting}CallerId is not a number in E.164, such as +15551234567, nor client:identity."))
        .Concat(Needs(action.Timeout is null or (>= 1 and <= 600), $"{setting}Timeout is a number of seconds from 1 to 600."))
        .Concat(Needs(action.MaxLength is null or (>= 1 and <= 14_400), $"{setting}MaxLength is a number of seconds from 1 to 14400."))
        .Concat(Needs(action.RecordCall is null || Recordings.Contains(action.RecordCall), $"{setting}RecordCall is none of {string.Join(", ", Recordings)}."))
        .Concat(Needs(action.WaitUrl is null || IsHttp(action.WaitUrl), $"{setting}WaitUrl is not an absolute http or https URL."))
        .Concat(Needs(action.Reason is null || Reasons.Contains(action.Reason), $"{setting}Reason is none of {string.Join(", ", Reasons)}."));

    internal static bool IsSipAddress(string text) => SipAddress.IsMatch(text);

    private static bool CanBeWritten(CallAction action)
    {
        try
        {
            return CallTwiml.Of(action, AnyUrls).ToString().Length > 0;
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Needs(bool holds, string failure) => holds ? [] : [failure];

    private static bool IsHttp(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";

    [GeneratedRegex(@"^\+[1-9]\d{1,14}$", RegexOptions.CultureInvariant)]
    private static partial Regex E164 { get; }

    [GeneratedRegex(@"^sips?:[^@\s]+@[^@\s]+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SipAddress { get; }
}

/// <summary>Registers what answers incoming calls.</summary>
internal static class VoiceRegistration
{
    /// <summary>Adds the <see cref="IncomingCallAnswerer"/> and the rules of the settings, whose place another <see cref="IIncomingCallHandler"/> may take.</summary>
    public static IServiceCollection AddIncomingCalls(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<VoiceOptions, VoiceOptionsValidator>(configuration.GetSection(VoiceOptions.Section));
        services.TryAddSingleton<IIncomingCallHandler, RuleBasedCallHandler>();
        return services.AddSingleton<IncomingCallAnswerer>();
    }
}
