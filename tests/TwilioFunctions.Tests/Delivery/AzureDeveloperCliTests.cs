using TwilioFunctions.Testing;
using YamlDotNet.RepresentationModel;

namespace TwilioFunctions.Tests.Delivery;

/// <summary><c>azure.yaml</c>, by which <c>azd up</c> finds everything.</summary>
public sealed class AzureDeveloperCliTests
{
    private static readonly YamlMappingNode Project = Yaml.Load("azure.yaml");

    [Fact]
    public void Service_IsTheFunctionApp()
    {
        var (_, service) = Project.EntriesAt("services").Single();

        Assert.True(File.Exists(Path.Combine(Repository.Root, service.TextAt("project")!, "TwilioFunctions.csproj")));
        Assert.Equal("dotnet", service.TextAt("language"));
        Assert.Equal("function", service.TextAt("host"));
    }

    [Fact]
    public void Service_IsNamedAsTheTemplateTagsTheApp()
    {
        var (name, _) = Project.EntriesAt("services").Single();

        Assert.Contains($"'azd-service-name': '{name}'", File.ReadAllText(Path.Combine(Repository.Root, "infra", "modules", "function-app.bicep")));
    }

    [Fact]
    public void Infrastructure_IsThere()
    {
        var template = Path.Combine(Repository.Root, Project.TextAt("infra", "path")!, Project.TextAt("infra", "module")!);

        Assert.Equal("bicep", Project.TextAt("infra", "provider"));
        Assert.True(File.Exists($"{template}.bicep"));
        Assert.True(File.Exists($"{template}.bicepparam"));
    }

    [Fact]
    public void Hooks_AreThere_EachAtItsEvent()
    {
        var hooks = Project.EntriesAt("hooks").ToList();

        Assert.Equal(
            hooks.Select(hook => $"infra/hooks/{hook.Key}.cs"),
            hooks.Select(hook => hook.Value.TextAt("run")));
        Assert.Equal(
            Directory.EnumerateFiles(Path.Combine(Repository.Root, "infra", "hooks"), "*.cs").Select(Path.GetFileNameWithoutExtension).Order(),
            hooks.Select(hook => hook.Key).Order());
    }

    [Fact]
    public void EnvironmentsOfAzd_AreNotKeptInGit() => Assert.Contains(".azure/", File.ReadLines(Path.Combine(Repository.Root, ".gitignore")));
}
