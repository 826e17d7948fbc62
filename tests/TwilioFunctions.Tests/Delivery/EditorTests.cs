using System.Text.Json;
using System.Xml.Linq;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Tests.Delivery;

/// <summary>That the development container and the editor's files fit what they start.</summary>
public sealed class EditorTests
{
    private static readonly JsonElement[] Tasks = [.. JsonWithComments.Load(".vscode/tasks.json").GetProperty("tasks").EnumerateArray()];
    private static readonly JsonElement[] Launches = [.. JsonWithComments.Load(".vscode/launch.json").GetProperty("configurations").EnumerateArray()];

    private static string[] TaskNames => [.. Tasks.Select(task => task.GetProperty("label").GetString()!)];

    [Fact]
    public void TasksThatAreNamed_Exist()
    {
        var named = Tasks.SelectMany(task => task.TryGetProperty("dependsOn", out var others) ? others.EnumerateArray().Select(other => other.GetString()!) : [])
            .Concat(Launches.SelectMany(launch => launch.TryGetProperty("preLaunchTask", out var task) ? [task.GetString()!] : (string[])[]))
            .Append(JsonWithComments.Load(".vscode/settings.json").GetProperty("azureFunctions.preDeployTask").GetString()!)
            .ToHashSet();

        Assert.NotEmpty(named);
        Assert.Subset(TaskNames.ToHashSet(), named);
        Assert.Equal(TaskNames.Distinct(), TaskNames);
    }

    [Fact]
    public void FuncStart_StartsWhereTheAppIsBuilt()
    {
        var start = Tasks.Single(task => task.GetProperty("type").GetString() == "func");

        Assert.Equal($"${{workspaceFolder}}/src/TwilioFunctions/bin/Debug/{TargetFramework()}", start.GetProperty("options").GetProperty("cwd").GetString());
        Assert.Contains("build the app", start.GetProperty("dependsOn").EnumerateArray().Select(task => task.GetString()));
    }

    [Fact]
    public void Azurite_IsOfTheVersionThatTheToolStarts()
    {
        var pinned = JsonElement.Parse(File.ReadAllText(Path.Combine(Repository.Root, "src", "TwilioFunctions.Azurite", "npm", "package.json")))
            .GetProperty("dependencies").GetProperty("azurite").GetString();

        Assert.Contains($" azurite@{pinned} ", Tasks.Single(task => task.GetProperty("label").GetString() == "azurite").GetProperty("command").GetString());
    }

    [Fact]
    public void PathsThatAreNamed_Exist()
    {
        string[] projects = [.. Tasks.Where(task => task.TryGetProperty("args", out _)).SelectMany(ArgumentsOf).Where(argument => argument.StartsWith("src/", StringComparison.Ordinal))];
        var program = Launches.Single(launch => launch.TryGetProperty("program", out _)).GetProperty("program").GetString()!;

        Assert.All(
            Tasks.Select(task => task.TryGetProperty("command", out var command) ? command.GetString()! : "").Where(command => command.StartsWith('.')),
            script => Assert.True(File.Exists(Path.Combine(Repository.Root, script)), script));
        Assert.All(projects, project => Assert.True(Directory.Exists(Path.Combine(Repository.Root, project)), project));
        Assert.Equal($"${{workspaceFolder}}/src/TwilioFunctions.Cli/bin/Debug/{TargetFramework()}/TwilioFunctions.Cli.dll", program);
    }

    [Fact]
    public void DevContainer_HasTheSdkOfGlobalJson_AndTheNodeOfThePipelines()
    {
        var sdk = JsonElement.Parse(File.ReadAllText(Path.Combine(Repository.Root, "global.json"))).GetProperty("sdk").GetProperty("version").GetString()!;
        var node = GitHubWorkflows.Job("build").ItemsAt("steps").Select(step => step.TextAt("with", "node-version")).OfType<string>().Single();

        Assert.Contains($"-{string.Join('.', sdk.Split('.')[..2])}-", DevContainer.Root.GetProperty("image").GetString());
        Assert.Equal(node, DevContainer.Feature("/node").Value.GetProperty("version").GetString());
        Assert.Equal($"net{string.Join('.', sdk.Split('.')[..2])}", TargetFramework());
    }

    private static string[] ArgumentsOf(JsonElement task) => [.. task.GetProperty("args").EnumerateArray().Select(argument => argument.GetString()!)];

    private static string TargetFramework() =>
        XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("TargetFramework").Single().Value;
}
