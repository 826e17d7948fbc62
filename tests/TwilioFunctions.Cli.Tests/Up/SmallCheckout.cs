using TwilioFunctions.Testing;

namespace TwilioFunctions.Cli.Tests.Up;

/// <summary>A checkout in a temporary folder, with a small app and a host that fails on demand, and the Azurite of the real checkout.</summary>
public sealed class SmallCheckout : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("checkout-");

    public SmallCheckout()
    {
        File.WriteAllText(Path.Combine(Root, "TwilioFunctions.sln"), "");
        File.Copy(Path.Combine(Repository.Root, "local.settings.sample.json"), Path.Combine(Root, "local.settings.sample.json"));
        Copy("SmallApp", "TwilioFunctions");
        Copy("SmallHost", "TwilioFunctions.LocalHost");

        Directory.CreateDirectory(Path.Combine(Repository.Artifacts, "azurite"));
        Directory.CreateDirectory(Path.Combine(Root, "artifacts"));
        Directory.CreateSymbolicLink(Path.Combine(Root, "artifacts", "azurite"), Path.Combine(Repository.Artifacts, "azurite"));
    }

    public string Root => folder.FullName;

    public string AppSource => Path.Combine(Root, "src", "TwilioFunctions", "App.cs");

    /// <summary>The host's assembly, once it was built.</summary>
    public string HostAssembly => Path.Combine(Root, "src", "TwilioFunctions.LocalHost", "bin", "Debug", "net10.0", "TwilioFunctions.LocalHost.dll");

    public void Dispose() => folder.Delete(recursive: true);

    private void Copy(string from, string project)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Root, "src", project));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, from)))
            File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
    }
}
