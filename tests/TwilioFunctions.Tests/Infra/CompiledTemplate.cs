using System.Text.Json;
using System.Text.RegularExpressions;

namespace TwilioFunctions.Tests.Infra;

/// <summary>What the Bicep compiler makes of the template.</summary>
/// <param name="problems">What the compiler reports. Without an error the other members hold something.</param>
/// <param name="files">The files that the template is compiled from, by path from the repository's root.</param>
/// <param name="arm">The compiled ARM JSON.</param>
/// <param name="deployments">What the two parameter files would deploy, as the compiler predicts it: main.bicepparam, then everything-on.bicepparam.</param>
internal sealed partial class CompiledTemplate(IReadOnlyList<Disagreement> problems, IReadOnlySet<string> files, string arm, params IReadOnlyList<string> deployments)
{
    private const string Nobody = "00000000-0000-0000-0000-000000000000";

    public IReadOnlyList<Disagreement> Problems => problems;

    public IReadOnlySet<string> Files => files;

    public JsonElement Arm { get; } = JsonElement.Parse(arm);

    /// <summary>With <c>main.bicepparam</c>: what every deployment has.</summary>
    public Deployment Default { get; } = new(deployments[0]);

    /// <summary>With <c>everything-on.bicepparam</c>.</summary>
    public Deployment Everything { get; } = new(deployments[1]);

    /// <summary>Every nested template, and the outermost.</summary>
    public IEnumerable<JsonElement> Templates => Modules.Select(module => module.GetProperty("properties").GetProperty("template")).Prepend(Arm);

    /// <summary>The deployments of modules.</summary>
    public IEnumerable<JsonElement> Modules =>
        Arm.GetProperty("resources").EnumerateObject().Select(resource => resource.Value)
            .Where(resource => resource.GetProperty("type").GetString() == "Microsoft.Resources/deployments");

    public static CompiledTemplate Compile(IReadOnlyDictionary<string, string> texts)
    {
        // The compiler would look for them in the registry.
        var registries = texts
            .Where(text => text.Key.EndsWith(".bicep", StringComparison.Ordinal))
            .SelectMany(text => RegistryModule.Matches(text.Value).Select(match => new Disagreement(
                text.Key, match.Groups[1].Value, "is a module of a registry: a build without network cannot load it.")))
            .ToList();
        if (registries.Count > 0)
            return new CompiledTemplate(registries, new HashSet<string>(), "{}", Deployment.Nothing, Deployment.Nothing);

        var folder = Directory.CreateTempSubdirectory("bicep-");
        try
        {
            foreach (var (path, text) in texts.Where(text => text.Key.StartsWith("infra/", StringComparison.Ordinal)))
            {
                var file = new FileInfo(Path.Combine(folder.FullName, path));
                file.Directory!.Create();
                File.WriteAllText(file.FullName, text);
            }

            return Compile(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The same with another text in what the compiler has made.</summary>
    public CompiledTemplate With(string from, string to)
    {
        Assert.True(
            arm.Contains(from, StringComparison.Ordinal) || deployments.Any(deployment => deployment.Contains(from, StringComparison.Ordinal)),
            $"The compiled template doesn't say '{from}', so that it cannot be renamed: change the test.");
        return new CompiledTemplate(problems, files, Renamed(arm), [.. deployments.Select(Renamed)]);

        string Renamed(string json) => json.Replace(from, to, StringComparison.Ordinal);
    }

    private static CompiledTemplate Compile(string folder)
    {
        var main = new { path = Path.Combine(folder, Template.Main) };
        var compilation = BicepCompiler.Call("bicep/compile", main);
        var problems = compilation.GetProperty("diagnostics").EnumerateArray().Select(diagnostic => new Disagreement(
            Relative(diagnostic.GetProperty("source").GetString()!), diagnostic.GetProperty("code").GetString()!, diagnostic.GetProperty("message").GetString()!)).ToList();
        if (!compilation.GetProperty("success").GetBoolean())
            return new CompiledTemplate(problems, new HashSet<string>(), "{}", Deployment.Nothing, Deployment.Nothing);

        var files = BicepCompiler.Call("bicep/getFileReferences", main).GetProperty("filePaths").EnumerateArray().Select(path => Relative(path.GetString()!));
        return new CompiledTemplate(
            problems, files.ToHashSet(), compilation.GetProperty("contents").GetString()!, Predicted(Template.Parameters), Predicted(Template.EverythingOn));

        string Relative(string path) => Path.GetRelativePath(folder, path).Replace('\\', '/');

        string Predicted(string parameters) => BicepCompiler.Call("bicep/getSnapshot", new
        {
            path = Path.Combine(folder, parameters),
            metadata = new { tenantId = Nobody, subscriptionId = Nobody, deploymentName = "main" },
        }).GetProperty("snapshot").GetString()!;
    }

    [GeneratedRegex(@"^module \w+ '((?:br|ts)[:/][^']*)'", RegexOptions.Multiline)]
    private static partial Regex RegistryModule { get; }
}
