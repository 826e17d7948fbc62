using System.Text.RegularExpressions;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Tests.Delivery;

/// <summary>What a workflow may do, and whose code it runs.</summary>
public sealed partial class GitHubWorkflowsTests
{
    public static TheoryData<string> FileNames => [.. GitHubWorkflows.Files.Keys];

    public static TheoryData<string> JobNames => [.. GitHubWorkflows.Jobs.Select(job => job.Name)];

    [Theory]
    [MemberData(nameof(FileNames))]
    public void EveryAction_IsPinnedToACommitAndNamesItsVersion(string file)
    {
        var lines = File.ReadLines(Path.Combine(Repository.Root, ".github", "workflows", file))
            .Where(line => line.Contains("uses:", StringComparison.Ordinal) && !line.Contains("uses: ./", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Matches(PinnedAction, line));
    }

    [Fact]
    public void AnActionUsedTwice_IsTheSameCommit() => Assert.All(
        GitHubWorkflows.Steps.Select(step => step.TextAt("uses")).OfType<string>().GroupBy(uses => uses.Split('@')[0]),
        uses => Assert.Single(uses.Distinct()));

    [Theory]
    [MemberData(nameof(FileNames))]
    public void Workflow_MayReadTheCodeAndNothingElse(string file) =>
        Assert.Equal([("contents", "read")], GitHubWorkflows.Files[file].EntriesAt("permissions").Select(entry => (entry.Key, $"{entry.Value}")));

    [Theory]
    [MemberData(nameof(JobNames))]
    public void Job_GetsATokenForAzureOnlyWhereItSignsIn(string name)
    {
        var job = GitHubWorkflows.Job(name);
        var signsIn = job.At("uses") is not null || job.ItemsAt("steps").Any(step => step.TextAt("uses")?.StartsWith("azure/login@", StringComparison.Ordinal) == true);
        (string, string)[] expected = signsIn ? [("contents", "read"), ("id-token", "write")] : [];

        Assert.Equal(expected, job.EntriesAt("permissions").Select(entry => (entry.Key, $"{entry.Value}")));
    }

    [Theory]
    [MemberData(nameof(JobNames))]
    public void Job_EndsInTime(string name)
    {
        var job = GitHubWorkflows.Job(name);

        Assert.True(job.At("uses") is not null || int.Parse(job.TextAt("timeout-minutes")!) <= 60);
    }

    [Fact]
    public void Checkout_LeavesNoCredentialsBehind() => Assert.All(
        GitHubWorkflows.Steps.Where(step => step.TextAt("uses")?.StartsWith("actions/checkout@", StringComparison.Ordinal) == true),
        checkout => Assert.Equal("false", checkout.TextAt("with", "persist-credentials")));

    [Theory]
    [MemberData(nameof(FileNames))]
    public void Workflow_NeedsNoSecret(string file) => Assert.All(
        GitHubWorkflows.Files[file].Texts(),
        text => Assert.DoesNotMatch(@"secrets\b|github\.token|publish-profile|\bcreds\b|client-secret|password", text));

    [Theory]
    [MemberData(nameof(FileNames))]
    public void Workflow_RunsNoCodeOfAForkWithRights(string file) => Assert.DoesNotContain("pull_request_target", GitHubWorkflows.Files[file].Texts());

    [Fact]
    public void PullRequestOfAFork_DoesNotSignIn() => Assert.Contains(
        "github.event.pull_request.head.repo.full_name == github.repository", GitHubWorkflows.Job("what-if").TextAt("if"));

    [Fact]
    public void Deployment_StartsFromPushesOnly_AndProductionAfterStaging()
    {
        Assert.Equal("github.event_name == 'push'", GitHubWorkflows.Job("staging").TextAt("if"));
        Assert.Equal(["build", "what-if"], GitHubWorkflows.Job("staging").ItemsAt("needs").Select(need => $"{need}"));
        Assert.Equal("staging", GitHubWorkflows.Job("production").TextAt("needs"));
    }

    [Fact]
    public void Deployment_RunsInItsEnvironment_AndIsNotEndedHalfway()
    {
        var deploy = GitHubWorkflows.Job("deploy");

        Assert.Equal("${{ inputs.environment }}", deploy.TextAt("environment", "name"));
        Assert.Equal("false", deploy.TextAt("concurrency", "cancel-in-progress"));
    }

    [Theory]
    [InlineData("what-if")]
    [InlineData("deploy")]
    public void JobThatDeploys_SetsEveryVariableOfTheParameterFile(string name) =>
        Assert.Equal(Templates.Variables.Order(), GitHubWorkflows.Job(name).EntriesAt("env").Select(entry => entry.Key).Order());

    [Fact]
    public void Deployment_UsesOutputsThatTheTemplateHas()
    {
        var used = GitHubWorkflows.Files["deploy.yml"].Texts().SelectMany(text => ProvisionOutput.Matches(text)).Select(match => match.Groups[1].Value).ToHashSet();

        Assert.Equal(["BASE_URL", "FUNCTION_APP_NAME"], used.Order());
        Assert.Subset(Templates.Outputs.ToHashSet(), used);
    }

    [GeneratedRegex("uses: [A-Za-z0-9-]+/[a-z-]+@[0-9a-f]{40} # v[0-9]+\\.[0-9]+\\.[0-9]+$")]
    private static partial Regex PinnedAction { get; }

    [GeneratedRegex(@"steps\.provision\.outputs\.(\w+)")]
    private static partial Regex ProvisionOutput { get; }
}
