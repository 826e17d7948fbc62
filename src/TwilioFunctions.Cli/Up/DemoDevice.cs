using TwilioFunctions.Cli.Settings;

namespace TwilioFunctions.Cli.Up;

/// <summary>The setting that lets the app send to a listener on this machine.</summary>
internal static class DemoDevice
{
    /// <summary>One more allowed origin after those of the settings, for the app's environment.</summary>
    public static IReadOnlyDictionary<string, string> Allow(NotificationListener device, LocalSettings settings)
    {
        var index = 0;
        while (settings[Origin(index)] is not null)
            index++;
        return new Dictionary<string, string> { [Origin(index)] = device.Origin };
    }

    private static string Origin(int index) => $"Channels__Webhook__AllowedOrigins__{index}";
}
