using TwilioFunctions.Testing;

namespace TwilioFunctions.Cli.Tests.Up;

/// <summary>A checkout in a temporary folder, with an app that fails on demand in the function app's place, and the Azurite of the real one.</summary>
public sealed class SmallCheckout : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("checkout-");

    public SmallCheckout()
    {
        File.WriteAllText(Path.Combine(Root, "TwilioFunctions.sln"), "");
        File.Copy(Path.Combine(Repository.Root, "local.settings.sample.json"), Path.Combine(Root, "local.settings.sample.json"));
        var app = Directory.CreateDirectory(Path.Combine(Root, "src", "TwilioFunctions"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "SmallApp")))
            File.Copy(file, Path.Combine(app.FullName, Path.GetFileName(file)));

        Directory.CreateDirectory(Path.Combine(Repository.Artifacts, "azurite"));
        Directory.CreateDirectory(Path.Combine(Root, "artifacts"));
        Directory.CreateSymbolicLink(Path.Combine(Root, "artifacts", "azurite"), Path.Combine(Repository.Artifacts, "azurite"));
    }

    public string Root => folder.FullName;

    public string AppSource => Path.Combine(Root, "src", "TwilioFunctions", "Program.cs");

    public void Dispose() => folder.Delete(recursive: true);
}
