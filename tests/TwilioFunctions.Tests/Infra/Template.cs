using TwilioFunctions.Testing;
using TwilioFunctions.Tests.Infra.Bicep;

namespace TwilioFunctions.Tests.Infra;

/// <summary>The files that describe the app in Azure, and those that speak of them. A test changes a text in a copy in memory.</summary>
/// <param name="Texts">By path from the repository's root, with slashes.</param>
internal sealed record Template(IReadOnlyDictionary<string, string> Texts)
{
    public const string Main = "infra/main.bicep";
    public const string Parameters = "infra/main.bicepparam";
    public const string HostFile = "host.json";

    private static readonly string[] Folders = ["infra", "docs", ".github", ".azure-pipelines", ".devcontainer"];
    private static readonly string[] Files = [HostFile, "azure.yaml", "azure-pipelines.yml", "README.md"];

    private readonly Lazy<IReadOnlyDictionary<string, BicepFile>> bicep = new(() => Texts
        .Where(text => text.Key.EndsWith(".bicep", StringComparison.Ordinal) || text.Key.EndsWith(".bicepparam", StringComparison.Ordinal))
        .ToDictionary(text => text.Key, text => BicepFile.Read(text.Key, text.Value)));

    public static Template OfTheRepository { get; } = new(Folders
        .Select(folder => Path.Combine(Repository.Root, folder))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        .Concat(Files.Select(file => Path.Combine(Repository.Root, file)))
        .ToDictionary(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'), System.IO.File.ReadAllText));

    /// <summary>The Bicep files, and the file of parameters.</summary>
    public IEnumerable<BicepFile> Bicep => bicep.Value.Values;

    public IEnumerable<BicepResource> Resources => Bicep.SelectMany(file => file.Resources);

    public BicepFile File(string path) => bicep.Value[path];

    /// <summary>The texts of a folder, or the one file of that name.</summary>
    public IEnumerable<KeyValuePair<string, string>> Under(params string[] paths) =>
        Texts.Where(text => paths.Any(path => text.Key == path || text.Key.StartsWith(path + "/", StringComparison.Ordinal)));

    /// <summary>A copy in which one file says something else, everywhere where it says it.</summary>
    public Template With(string file, string from, string to)
    {
        Assert.True(
            Texts.TryGetValue(file, out var text) && text.Contains(from, StringComparison.Ordinal),
            $"{file} does not say '{from}', so that it cannot be renamed: change the test.");
        return new Template(new Dictionary<string, string>(Texts) { [file] = text!.Replace(from, to, StringComparison.Ordinal) });
    }

    /// <summary>The path that a file means by another, relative one.</summary>
    public static string PathFrom(string file, string relative)
    {
        var parts = new List<string>(file.Split('/')[..^1]);
        foreach (var part in relative.Split('/'))
        {
            if (part == "..")
                parts.RemoveAt(parts.Count - 1);
            else if (part != ".")
                parts.Add(part);
        }

        return string.Join('/', parts);
    }
}
