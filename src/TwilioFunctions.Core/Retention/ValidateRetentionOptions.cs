using Microsoft.Extensions.Options;

namespace TwilioFunctions.Core.Retention;

/// <summary>Stops the app at start with sentences that name the settings as they are written in app settings.</summary>
internal sealed class ValidateRetentionOptions : IValidateOptions<RetentionOptions>
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
