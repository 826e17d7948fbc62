using TwilioFunctions.Cli.Up;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Tests.Hosting;

/// <summary>The app and its host, as they were built along with the tests.</summary>
internal static class AppOutput
{
    public static HostKind Host { get; } = FunctionsHost.Choose(wanted: null);

    /// <summary>The app's own output folder.</summary>
    public static string Folder { get; } = Of("TwilioFunctions");

    public static BuiltApp App { get; } = new(
        Folder, Host == HostKind.Local ? Path.Combine(Of("TwilioFunctions.LocalHost"), "TwilioFunctions.LocalHost.dll") : null);

    /// <summary>The folder of a project in the configuration and framework of the tests.</summary>
    private static string Of(string project) => Path.Combine(
        Repository.Root, "src", project, "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, new DirectoryInfo(AppContext.BaseDirectory).Name);
}
