namespace TwilioFunctions.LocalHost.Tests.Hosting;

/// <summary>A path without the programs that the host starts the worker with, so that it watches over the worker itself.</summary>
internal sealed class ProgramFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("local-host-path-");

    public static string Find(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(path => Path.Combine(path, program)).First(File.Exists);

    public string WithDotnetOnly()
    {
        File.CreateSymbolicLink(Path.Combine(folder.FullName, "dotnet"), Find("dotnet"));
        return folder.FullName;
    }

    public void Dispose() => folder.Delete(recursive: true);
}
