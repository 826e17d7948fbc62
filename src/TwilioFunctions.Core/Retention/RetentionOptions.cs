using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.AppSettings;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Retention;

/// <summary>
/// How long rows are kept: section <c>Retention</c>, time spans such as <c>90.00:00:00</c>, or <c>never</c> for rows that are never
/// removed. Bindings are no part of it: they have an owner's API, and a channel removes those of devices that are gone.
/// </summary>
internal sealed class RetentionOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Retention";

    /// <summary>The word for rows that are never removed. Nothing else means it: an empty setting is a setting that is not set.</summary>
    public const string Never = "never";

    /// <summary>
    /// Calls with all their rows, counted from the end of the day (UTC) on which they began; where nothing says when that was, and for
    /// conferences, messages and interactions of their own, of the day on which the app first heard of them. 90 days; from 1 day to ten
    /// years, null for never.
    /// </summary>
    public TimeSpan? Calls { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Events that belong to no call, counted from the end of their day (UTC). 90 days; limits as for <see cref="Calls"/>.</summary>
    public TimeSpan? Events { get; set; } = TimeSpan.FromDays(90);

    /// <summary>
    /// Dead letters, counted from when they were first given up, however often they are replayed; and the errors of messages that may
    /// yet succeed. 30 days; limits as for <see cref="Calls"/>.
    /// </summary>
    public TimeSpan? DeadLetters { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// Payloads that do not fit into a queue message, counted from the end of the day (UTC) on which they were parked, or their message
    /// was given up or replayed. 30 days; at least 15 days and as long as <see cref="DeadLetters"/>, so that no message that may yet be
    /// processed has lost its payload: it lives for seven days on its queue and for seven on the poison queue.
    /// </summary>
    public TimeSpan? ParkedPayloads { get; set; } = TimeSpan.FromDays(30);
}

/// <summary>Reads the section. The binder of configuration knows no word beside a time span.</summary>
internal sealed class ConfigureRetentionOptions(IConfiguration configuration) : IConfigureOptions<RetentionOptions>
{
    /// <summary>Stands for a text that isn't a valid time span; the validator names the setting.</summary>
    public static readonly TimeSpan Unreadable = TimeSpan.MinValue;

    public void Configure(RetentionOptions options)
    {
        options.Calls = Read(nameof(options.Calls), options.Calls);
        options.Events = Read(nameof(options.Events), options.Events);
        options.DeadLetters = Read(nameof(options.DeadLetters), options.DeadLetters);
        options.ParkedPayloads = Read(nameof(options.ParkedPayloads), options.ParkedPayloads);
    }

    private TimeSpan? Read(string name, TimeSpan? byDefault)
    {
        var text = configuration.GetSection(RetentionOptions.Section)[name]?.Trim();
        if (string.IsNullOrEmpty(text))
            return byDefault;
        if (text.Equals(RetentionOptions.Never, StringComparison.OrdinalIgnoreCase))
            return null;
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var period) ? period : Unreadable;
    }
}

/// <summary>Stops the app at start with sentences that name the settings as they are written in app settings.</summary>
internal sealed class RetentionOptionsValidator : IValidateOptions<RetentionOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromDays(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3653);

    // Seven days on the queue, seven on the poison queue, and a day for who is late.
    // Source: https://learn.microsoft.com/rest/api/storageservices/put-message#uri-parameters
    private static readonly TimeSpan ShortestOfParkedPayloads = TimeSpan.FromDays(15);

    public ValidateOptionsResult Validate(string? name, RetentionOptions options)
    {
        string[] failures =
        [
            .. Outside(nameof(options.Calls), options.Calls, Shortest),
            .. Outside(nameof(options.Events), options.Events, Shortest),
            .. Outside(nameof(options.DeadLetters), options.DeadLetters, Shortest),
            .. Outside(nameof(options.ParkedPayloads), options.ParkedPayloads, ShortestOfParkedPayloads),
        ];
        if (failures.Length == 0 && options.ParkedPayloads is { } parked && !(parked >= options.DeadLetters))
            failures = [$"{Setting(nameof(options.ParkedPayloads))} is shorter than {Setting(nameof(options.DeadLetters))}: a dead letter could not be replayed whose payload is gone."];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Outside(string name, TimeSpan? period, TimeSpan shortest)
    {
        if (period < shortest || period > Longest)
            yield return $"{Setting(name)} is not between {shortest:c} and {Longest:c}, nor '{RetentionOptions.Never}'.";
    }

    private static string Setting(string name) => $"{RetentionOptions.Section}__{name}";
}

/// <summary>Registers what removes rows that have been kept long enough.</summary>
internal static class RetentionRegistration
{
    /// <summary>Adds <see cref="ExpiredRowSweeper"/>, what leads it, and its <see cref="RetentionOptions"/>, which are checked when the app starts.</summary>
    public static IServiceCollection AddRetention(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<RetentionOptions>().CheckNames(configuration.GetSection(RetentionOptions.Section)).ValidateOnStart();
        return services
            .AddSingleton<IConfigureOptions<RetentionOptions>>(new ConfigureRetentionOptions(configuration))
            .AddSingleton<IValidateOptions<RetentionOptions>, RetentionOptionsValidator>()
            .AddSingleton<RetentionIndex>()
            .AddSingleton<ExpiredRowSweeper>();
    }
}
