using System.Diagnostics;
using System.Text.RegularExpressions;
using TwilioFunctions.Testing;
using TwilioFunctions.Tests.Infra;

namespace TwilioFunctions.Tests.Delivery;

/// <summary>The Azure pipeline, and that it and the GitHub workflows do the same.</summary>
public sealed partial class PipelinesTests
{
    [Theory]
    [InlineData("build")]
    [InlineData("infra")]
    public void BothPipelines_RunTheSameCommands(string job)
    {
        Assert.NotEmpty(GitHubWorkflows.CommandsOf(job));
        Assert.Equal(GitHubWorkflows.CommandsOf(job), AzurePipelines.CommandsOf(job));
    }

    [Theory]
    [InlineData("what-if", new[] { "az bicep", ": \"${AZURE_ENV_NAME:?}\"", "az deployment sub what-if" })]
    [InlineData("deploy", new[] { "az bicep", ": \"${AZURE_ENV_NAME:?}\"", "az deployment sub create", "curl" })]
    public void BothPipelines_CallAzureAlike(string job, string[] beginnings)
    {
        var commands = GitHubWorkflows.CommandsOf(job).Where(IsShared).Select(WithoutName).ToList();

        Assert.Equal(commands, AzurePipelines.CommandsOf(job).Where(IsShared).Select(WithoutName));
        Assert.Equal(beginnings.Length, commands.Count);
        Assert.All(commands.Zip(beginnings), pair => Assert.StartsWith(pair.Second, pair.First));
    }

    [Fact]
    public void Build_ChecksWhatIsCheckedBeforeAChangeLands()
    {
        var local = Verbs(File.ReadLines(Path.Combine(Repository.Root, ".ci", "run")).Select(line => line.Trim()));

        Assert.Equal(["build", "format", "test"], local.Order());
        Assert.Subset(Verbs(GitHubWorkflows.CommandsOf("build")), local);
    }

    /// <summary>The script names the test projects by the pattern of their names, because it runs most of them at the same time.</summary>
    [Fact]
    public void EveryTestProject_IsRunBeforeAChangeLands()
    {
        var projects = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "tests"), "*.Tests").Select(Path.GetFileName).ToList();

        Assert.Contains("TwilioFunctions.Tests", projects);
        Assert.All(projects, project => Assert.Matches(@"^TwilioFunctions(\.\w+)?\.Tests$", project));
    }

    [Fact]
    public void Sdk_IsTheOneOfGlobalJson()
    {
        Assert.Contains(GitHubWorkflows.Job("build").ItemsAt("steps"), step => step.TextAt("with", "global-json-file") == "global.json");
        Assert.Contains(AzurePipelines.StepsOf("build"), step => step.TextAt("task") == "UseDotNet@2" && step.TextAt("inputs", "useGlobalJson") == "true");
    }

    [Fact]
    public void Templates_AreCheckedAsBeforeAChangeLands()
    {
        Assert.Equal([".ci/infra"], GitHubWorkflows.CommandsOf("infra"));
        Assert.Contains(File.ReadLines(Path.Combine(Repository.Root, ".ci", "run")), line => line.StartsWith(".ci/infra ", StringComparison.Ordinal));
    }

    [Fact]
    public void Bicep_IsOfOneVersionEverywhere()
    {
        var installed = new[] { "what-if", "deploy" }
            .SelectMany(job => GitHubWorkflows.CommandsOf(job).Concat(AzurePipelines.CommandsOf(job)))
            .Where(command => command.StartsWith("az bicep install", StringComparison.Ordinal))
            .ToList();

        Assert.Equal(4, installed.Count);
        Assert.EndsWith(" --version \"v$(.ci/bicep-version)\"", Assert.Single(installed.Distinct()), StringComparison.Ordinal);
        Assert.EndsWith($" && {installed[0]}", DevContainer.Root.GetProperty("postCreateCommand").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BicepVersion_IsTheOneOfTheCompilerThatChecksTheTemplates()
    {
        var printed = await ProcessResult.RunAsync(new ProcessStartInfo("bash", [Path.Combine(Repository.Root, ".ci", "bicep-version")]));

        Assert.Equal(BicepCompiler.Call("bicep/version", new { }).GetProperty("version").GetString(), printed.Output.Trim());
    }

    [Theory]
    [InlineData("build", new[] { "**/packages.lock.json", "**/package-lock.json" })]
    [InlineData("infra", new[] { ".ci/packages.lock.json" })]
    public void Packages_AreCachedByTheirLockFiles(string job, string[] lockFiles)
    {
        var gitHub = GitHubWorkflows.Job(job).ItemsAt("steps").Where(step => step.At("with", "cache") is not null).Select(step => step.TextAt("with", "cache-dependency-path"));
        var azure = AzurePipelines.StepsOf(job).Where(step => step.TextAt("task") == "Cache@2").ToList();

        Assert.Equal(lockFiles, gitHub);
        Assert.Equal(lockFiles, azure.Select(step => step.TextAt("inputs", "key")!.Split('|')[2].Split(',')[0].Trim()));
        Assert.All(azure, step => Assert.Contains($"{step.TextAt("inputs", "path")}", (string[])["$(NUGET_PACKAGES)", "$(npm_config_cache)"]));
    }

    [Fact]
    public void AzurePipeline_NeedsNoSecret() => Assert.All(
        AzurePipelines.Files.SelectMany(file => file.Texts()),
        text => Assert.DoesNotMatch("(?i)System\\.AccessToken|password|client-?secret|\\$\\([^)]*(secret|token|key)[^)]*\\)", text));

    [Fact]
    public void AzurePipeline_LeavesNoCredentialsBehind() => Assert.All(
        new[] { "build", "infra", "what-if", "deploy" },
        job => Assert.Equal("false", AzurePipelines.StepsOf(job).Single(step => step.At("checkout") is not null).TextAt("persistCredentials")));

    [Fact]
    public void AzurePipeline_SignsInThroughTheEnvironmentsConnection()
    {
        var connections = new[] { "what-if", "deploy" }.SelectMany(AzurePipelines.StepsOf)
            .Select(step => step.TextAt("inputs", "azureSubscription") ?? step.TextAt("inputs", "connectedServiceNameARM")).OfType<string>();

        Assert.Equal(
            [
                "twilio-functions-${{ parameters.environment }}-what-if",
                "twilio-functions-${{ parameters.environment }}",
                "twilio-functions-${{ parameters.environment }}",
            ],
            connections);
        Assert.Equal("twilio-functions-${{ parameters.environment }}", AzurePipelines.Job("deploy").TextAt("environment"));
    }

    [Fact]
    public void AzurePipeline_DoesNotSignInForForks_AndDeploysMainOnly()
    {
        Assert.Contains("ne(variables['System.PullRequest.IsFork'], 'True')", AzurePipelines.Stage("what_if").TextAt("condition"));
        Assert.All(
            new[] { ("staging", "what_if"), ("production", "staging") },
            stage =>
            {
                Assert.Equal("and(succeeded(), eq(variables['Build.SourceBranch'], 'refs/heads/main'))", AzurePipelines.Stage(stage.Item1).TextAt("condition"));
                Assert.Equal(stage.Item2, AzurePipelines.Stage(stage.Item1).TextAt("dependsOn"));
            });
    }

    [Fact]
    public void AzurePipeline_UsesOutputsThatTheTemplateHas()
    {
        var used = AzurePipelines.StepsOf("deploy").SelectMany(step => step.Texts())
            .SelectMany(text => PipelineVariable.Matches(text)).Select(match => match.Groups[1].Value).ToHashSet();

        Assert.Equal(["BASE_URL", "FUNCTION_APP_NAME"], used.Except(Templates.Variables).Order());
        Assert.Subset(Templates.Outputs.ToHashSet(), used.Except(Templates.Variables).ToHashSet());
    }

    [Theory]
    [InlineData("azure-pipelines.yml")]
    [InlineData(".github/workflows/ci.yml")]
    public void Header_NamesEveryVariableThatSomebodyHasToSet(string file)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, file));

        // The type is a group's in both.
        Assert.All(Templates.Variables.Except(["AZURE_PRINCIPAL_TYPE"]), variable => Assert.Contains($" {variable}", text));
    }

    [Fact]
    public void FilesThatThePipelinesName_Exist()
    {
        var named = new[] { "build", "infra", "what-if", "deploy" }.SelectMany(GitHubWorkflows.CommandsOf).SelectMany(command => SourcePath.Matches(command)).Select(match => match.Value);
        var templates = AzurePipelines.Main.ItemsAt("stages").SelectMany(stage => stage.ItemsAt("jobs")).Select(job => job.TextAt("template")).OfType<string>();

        Assert.All(named.Concat(templates), path => Assert.True(File.Exists(Path.Combine(Repository.Root, path)), path));
    }

    private static bool IsShared(string command) => SharedCommand.IsMatch(command);

    private static string WithoutName(string command) => NameOption.Replace(command, "");

    private static HashSet<string> Verbs(IEnumerable<string> commands) =>
        [.. commands.Select(command => DotnetCommand.Match(command)).Where(match => match.Success).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("^dotnet ([a-z]+)")]
    private static partial Regex DotnetCommand { get; }

    [GeneratedRegex("^(az|curl|: \") ?")]
    private static partial Regex SharedCommand { get; }

    [GeneratedRegex(" --name \"[^\"]*\"")]
    private static partial Regex NameOption { get; }

    [GeneratedRegex(@"\$\(?([A-Z]+(?:_[A-Z]+)+)\b(?<!BUILD_BUILDID|SYSTEM_STAGEATTEMPT)")]
    private static partial Regex PipelineVariable { get; }

    [GeneratedRegex(@"TwilioFunctions\.sln|\.ci/[\w-]+|(src|infra)/\S+\.(csproj|bicep|bicepparam)")]
    private static partial Regex SourcePath { get; }
}
