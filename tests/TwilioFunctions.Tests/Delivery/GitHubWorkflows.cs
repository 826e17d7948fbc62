using TwilioFunctions.Testing;
using YamlDotNet.RepresentationModel;

namespace TwilioFunctions.Tests.Delivery;

/// <summary>The workflows of <c>.github</c>.</summary>
internal static class GitHubWorkflows
{
    /// <summary>By file name.</summary>
    public static IReadOnlyDictionary<string, YamlMappingNode> Files { get; } = Directory
        .EnumerateFiles(Path.Combine(Repository.Root, ".github", "workflows"), "*.yml")
        .ToDictionary(path => Path.GetFileName(path), path => Yaml.Load(path));

    public static IEnumerable<(string Name, YamlNode Job)> Jobs => Files.Values.SelectMany(file => file.EntriesAt("jobs"));

    public static IEnumerable<YamlNode> Steps => Jobs.SelectMany(job => job.Job.ItemsAt("steps"));

    public static YamlNode Job(string name) => Jobs.Single(job => job.Name == name).Job;

    /// <summary>The command lines of a job, in their order.</summary>
    public static IEnumerable<string> CommandsOf(string job) => Yaml.Commands(Job(job).ItemsAt("steps").Select(step => step.TextAt("run")));
}
