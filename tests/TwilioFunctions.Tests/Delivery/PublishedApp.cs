using System.Diagnostics;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Tests.Delivery;

/// <summary>The app as CI publishes it, from a copy of the sources that a developer has worked in.</summary>
public sealed class PublishedApp : IAsyncLifetime
{
    private static readonly string[] NotSources = ["artifacts", "bin", "obj", "local.settings.json"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("publish-");

    public string Output { get; private set; } = "";

    /// <summary>Paths of the published files and folders, relative to the folder that is deployed.</summary>
    public IReadOnlySet<string> Entries { get; private set; } = new HashSet<string>();

    public async Task InitializeAsync()
    {
        foreach (var file in new DirectoryInfo(Repository.Root).EnumerateFiles().Where(file => !NotSources.Contains(file.Name)))
            file.CopyTo(Path.Combine(folder.FullName, file.Name));
        foreach (var project in (string[])["TwilioFunctions", "TwilioFunctions.Core", "TwilioFunctions.Contracts"])
            Copy(new DirectoryInfo(Path.Combine(Repository.Root, "src", project)), folder.CreateSubdirectory("src").CreateSubdirectory(project));
        File.Copy(Path.Combine(Repository.Root, "local.settings.sample.json"), Path.Combine(folder.FullName, "local.settings.json"));

        // Analyzers and ahead-of-time compilation take most of the time, and change no file's name.
        var publish = new ProcessStartInfo("dotnet", ["publish", "src/TwilioFunctions", "-c", "Release", "-o", "published", "-p:RunAnalyzers=false", "-p:PublishReadyToRun=false"])
        {
            WorkingDirectory = folder.FullName,
        };
        publish.Environment["CI"] = "true";
        var result = await ProcessResult.RunAsync(publish);
        if (result.ExitCode != 0)
            throw new InvalidOperationException(result.Output);
        Output = result.Output;
        var published = Path.Combine(folder.FullName, "published");
        Entries = Directory.EnumerateFileSystemEntries(published, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(published, path).Replace('\\', '/')).ToHashSet();
    }

    public Task DisposeAsync()
    {
        folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    private static void Copy(DirectoryInfo from, DirectoryInfo to)
    {
        foreach (var file in from.EnumerateFiles())
            file.CopyTo(Path.Combine(to.FullName, file.Name));
        foreach (var directory in from.EnumerateDirectories().Where(directory => !NotSources.Contains(directory.Name)))
            Copy(directory, to.CreateSubdirectory(directory.Name));
    }
}
