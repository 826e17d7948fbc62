namespace TwilioFunctions.LocalHost.Tests.Hosting;

/// <summary>A path without the programs that the host starts the worker with, so that it watches over the worker itself.</summary>
internal sealed class ProgramFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("local-host-path-");

    public string WithDotnetOnly()
    {
        var dotnet = Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(path => Path.Combine(path, "dotnet")).First(File.Exists);
        File.CreateSymbolicLink(Path.Combine(folder.FullName, "dotnet"), dotnet);
        return folder.FullName;
    }

    public void Dispose() => folder.Delete(recursive: true);
}
