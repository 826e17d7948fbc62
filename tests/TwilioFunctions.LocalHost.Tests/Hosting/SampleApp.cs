using TwilioFunctions.Testing;

namespace TwilioFunctions.LocalHost.Tests.Hosting;

/// <summary>The sample app and the host, as they were built along with the tests.</summary>
internal static class SampleApp
{
    /// <summary>The functions that need storage.</summary>
    private static readonly string[] StorageFunctions =
    [
        "TakeText", "TakeBytes", "TakeBinary", "TakeMessage", "TakeOrder", "TakeMetadata", "TakeElsewhere", "Fail", "FailPoison", "Gated",
        "Tick", "FailTick", "AtStart", "GatedTick",
    ];

    public static string Folder { get; } = OutputOf("tests", "TwilioFunctions.LocalHost.SampleApp");

    public static string Host { get; } = Path.Combine(OutputOf("src", "TwilioFunctions.LocalHost"), "TwilioFunctions.LocalHost.dll");

    /// <summary>Returns the settings that switch off the functions that need storage, but those that are named.</summary>
    public static Dictionary<string, string> Settings(params string[] enabled) => StorageFunctions.Except(enabled)
        .ToDictionary(function => $"AzureWebJobs.{function}.Disabled", _ => "true");

    /// <summary>Makes a folder with the files of the app, some of which are other ones.</summary>
    public static DirectoryInfo FolderWith(params (string Name, string? Content)[] files)
    {
        var folder = Directory.CreateTempSubdirectory("local-host-app-");
        foreach (var entry in new DirectoryInfo(Folder).EnumerateFileSystemInfos().Where(entry => files.All(file => file.Name != entry.Name)))
            File.CreateSymbolicLink(Path.Combine(folder.FullName, entry.Name), entry.FullName);
        foreach (var (name, content) in files)
        {
            if (content is not null)
                File.WriteAllText(Path.Combine(folder.FullName, name), content);
        }

        return folder;
    }

    private static string OutputOf(string folder, string project) => Path.Combine(
        Repository.Root, folder, project, "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, new DirectoryInfo(AppContext.BaseDirectory).Name);
}
