using TwilioFunctions.Core.AppSettings;

namespace TwilioFunctions;

/// <summary>Checks the settings before the host starts, so that what is wrong stands alone and not within a stack trace.</summary>
internal static class Settings
{
    /// <summary>False when a setting is wrong; each is named in a sentence of its own on <paramref name="errors"/>.</summary>
    public static bool AreValid(IServiceProvider services, TextWriter errors)
    {
        var problems = StartupSettings.Problems(services);
        foreach (var problem in problems)
            errors.WriteLine($"Wrong setting: {problem}");
        return problems.Count == 0;
    }
}
