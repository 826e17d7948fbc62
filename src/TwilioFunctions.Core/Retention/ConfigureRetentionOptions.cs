using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace TwilioFunctions.Core.Retention;

/// <summary>Reads the section. The binder of configuration knows no word beside a time span.</summary>
internal sealed class ConfigureRetentionOptions(IConfiguration configuration) : IConfigureOptions<RetentionOptions>
{
    /// <summary>Stands for a text that is no time span; the validation names the setting.</summary>
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
