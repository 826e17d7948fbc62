using TwilioFunctions.Testing;

namespace TwilioFunctions.Tests.Infra;

/// <summary>The files that describe the app in Azure, and those that speak of them. A test changes a text in a copy in memory.</summary>
internal sealed class Template
{
    public const string Main = "infra/main.bicep";
    public const string Parameters = "infra/main.bicepparam";
    public const string EverythingOn = "infra/everything-on.bicepparam";
    public const string HostFile = "host.json";

    private static readonly string[] Folders = ["infra", "docs", ".github", ".azure-pipelines", ".devcontainer"];
    private static readonly string[] Files = [HostFile, "azure.yaml", "azure-pipelines.yml", "README.md"];

    private readonly Lazy<CompiledTemplate> compiled;

    private Template(IReadOnlyDictionary<string, string> texts, Func<CompiledTemplate> compile)
    {
        Texts = texts;
        compiled = new Lazy<CompiledTemplate>(compile);
    }

    public static Template OfTheRepository { get; } = Compiling(Folders
        .Select(folder => Path.Combine(Repository.Root, folder))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        // The compiler writes them.
        .Where(file => !file.EndsWith(".snapshot.json", StringComparison.Ordinal))
        .Concat(Files.Select(file => Path.Combine(Repository.Root, file)))
        .ToDictionary(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'), File.ReadAllText));

    /// <summary>By path from the repository's root, with slashes.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; }

    public CompiledTemplate Compiled => compiled.Value;

    /// <summary>The texts of a folder, or the one file of that name.</summary>
    public IEnumerable<KeyValuePair<string, string>> Under(params string[] paths) =>
        Texts.Where(text => paths.Any(path => text.Key == path || text.Key.StartsWith(path + "/", StringComparison.Ordinal)));

    /// <summary>The Bicep file that makes resources of a type.</summary>
    public string FileOf(string type) =>
        Texts.FirstOrDefault(text => text.Key.EndsWith(".bicep", StringComparison.Ordinal) && text.Value.Contains($"'{type}@", StringComparison.Ordinal)).Key ?? Main;

    /// <summary>A copy in which one file says something else, everywhere where it says it. A Bicep file is compiled again.</summary>
    public Template With(string file, string from, string to)
    {
        Assert.True(
            Texts.TryGetValue(file, out var text) && text.Contains(from, StringComparison.Ordinal),
            $"{file} does not say '{from}', so that it cannot be renamed: change the test.");
        var texts = new Dictionary<string, string>(Texts) { [file] = text!.Replace(from, to, StringComparison.Ordinal) };
        return file.EndsWith(".bicep", StringComparison.Ordinal) ? Compiling(texts) : new Template(texts, () => Compiled);
    }

    /// <summary>A copy in which the compiled template says something else: as if a Bicep file did, without another run of the compiler.</summary>
    public Template WithCompiled(string from, string to) => new(Texts, () => Compiled.With(from, to));

    private static Template Compiling(IReadOnlyDictionary<string, string> texts) => new(texts, () => CompiledTemplate.Compile(texts));
}
