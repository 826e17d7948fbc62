using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Voice;

namespace TwilioFunctions.Core.Proxy;

/// <summary>Decides by the lists, hours and limits of <see cref="ProxyOptions"/>. A reason names the setting and no number.</summary>
internal sealed partial class SettingsInterceptPolicy(
    IOptions<ProxyOptions> options, TimeProvider time, ILogger<SettingsInterceptPolicy> logger) : IInterceptPolicy
{
    private readonly ProxyOptions settings = options.Value;
    private readonly CallSchedule[] quietHours = [.. options.Value.QuietHours.Select(ScheduleOf)];
    private readonly Regex? blockedBody = options.Value.BlockedBodyPattern is { } pattern ? BodyPattern.Compile(pattern) : null;

    public bool IsImmediate => true;

    public Task<InterceptDecision> DecideAsync(ProxyInteraction interaction, CancellationToken cancellationToken) =>
        Task.FromResult(ReasonToBlock(interaction) is { } reason ? InterceptDecision.Block(reason) : InterceptDecision.Allow);

    private string? ReasonToBlock(ProxyInteraction interaction)
    {
        var parties = InteractionParties.Of(interaction);
        return Blocked(nameof(ProxyOptions.BlockedParticipants), settings.BlockedParticipants, parties.Participants)
            ?? Blocked(nameof(ProxyOptions.BlockedNumbers), settings.BlockedNumbers, parties.Numbers)
            ?? NotAllowed(nameof(ProxyOptions.AllowedParticipants), settings.AllowedParticipants, parties.BegunByParticipants)
            ?? NumberNotAllowed(interaction, parties)
            ?? Quiet()
            ?? (InteractionBody.Of(interaction) is { } body ? Unfit(body) : null);
    }

    private static string? Blocked(string setting, IList<string> patterns, IReadOnlyList<string> values)
    {
        var index = patterns.Index().FirstOrDefault(pattern => values.Any(value => TextPattern.Matches(pattern.Item, value)), (Index: -1, Item: "")).Index;
        return index < 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{ProxyOptions.Section}__{setting}__{index} applies.");
    }

    private static string? NotAllowed(string setting, IList<string> patterns, IReadOnlyList<string> values) =>
        patterns.Count == 0 || values.Any(value => TextPattern.MatchesAny(patterns, value))
            ? null
            : $"Who began it is not in {ProxyOptions.Section}__{setting}.";

    /// <summary>As documented, the callback has no number at all: a list of numbers would block every interaction then.</summary>
    private string? NumberNotAllowed(ProxyInteraction interaction, InteractionParties parties)
    {
        if (parties.BegunByNumbers.Count > 0)
            return NotAllowed(nameof(ProxyOptions.AllowedNumbers), settings.AllowedNumbers, parties.BegunByNumbers);
        if (settings.AllowedNumbers.Count > 0)
            LogNoNumber(interaction.InteractionSid);
        return null;
    }

    private string? Quiet()
    {
        var now = time.GetUtcNow();
        var index = Array.FindIndex(quietHours, hours => hours.Covers(now));
        return index < 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{ProxyOptions.Section}__{nameof(ProxyOptions.QuietHours)}__{index} applies.");
    }

    private string? Unfit(string body)
    {
        const string MaxLength = $"{ProxyOptions.Section}__{nameof(ProxyOptions.MaxBodyLength)}";
        if (body.Length > settings.MaxBodyLength)
            return string.Create(CultureInfo.InvariantCulture, $"The message is longer than {MaxLength}, which is {settings.MaxBodyLength}.");
        return blockedBody?.IsMatch(body) == true
            ? $"The message has what {ProxyOptions.Section}__{nameof(ProxyOptions.BlockedBodyPattern)} describes."
            : null;
    }

    // The options' validation has refused what is no schedule.
    private static CallSchedule ScheduleOf(QuietHours hours) =>
        CallSchedule.TryParse(hours.Days, hours.From, hours.Until, hours.TimeZone, out var schedule, out var problem)
            ? schedule
            : throw new ArgumentException(problem, nameof(hours));

    [LoggerMessage(
        EventId = 6105,
        Level = LogLevel.Warning,
        Message = "Interaction {InteractionSid}: Twilio sent no number with it, so Proxy__AllowedNumbers does not judge it. Use Proxy__AllowedParticipants.")]
    private partial void LogNoNumber(string interactionSid);
}
