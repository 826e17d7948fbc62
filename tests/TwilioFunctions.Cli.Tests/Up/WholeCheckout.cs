using TwilioFunctions.Testing;

namespace TwilioFunctions.Cli.Tests.Up;

/// <summary>A copy of this checkout as a clone would have it: nothing built, nothing installed but Azurite.</summary>
internal sealed class WholeCheckout : IDisposable
{
    private static readonly string[] NotInAClone = [".git", "artifacts", "bin", "obj", "node_modules", "TestResults", "local.settings.json"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("clone-");

    public WholeCheckout()
    {
        Copy(new DirectoryInfo(Repository.Root), folder);
        Directory.CreateDirectory(Path.Combine(Repository.Artifacts, "azurite"));
        var artifacts = folder.CreateSubdirectory("artifacts");
        Directory.CreateSymbolicLink(Path.Combine(artifacts.FullName, "azurite"), Path.Combine(Repository.Artifacts, "azurite"));
    }

    public string Root => folder.FullName;

    public void Dispose() => folder.Delete(recursive: true);

    private static void Copy(DirectoryInfo from, DirectoryInfo to)
    {
        foreach (var file in from.EnumerateFiles().Where(file => !NotInAClone.Contains(file.Name)))
            file.CopyTo(Path.Combine(to.FullName, file.Name));
        foreach (var directory in from.EnumerateDirectories().Where(directory => !NotInAClone.Contains(directory.Name)))
            Copy(directory, to.CreateSubdirectory(directory.Name));
    }
}
