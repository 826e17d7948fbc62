using System.Net.NetworkInformation;

namespace TwilioFunctions.Cli.Processes;

/// <summary>Who listens on this machine.</summary>
internal static class LocalPorts
{
    public static bool IsInUse(int port) =>
        IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == port);
}
