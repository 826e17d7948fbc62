using YamlDotNet.RepresentationModel;

namespace TwilioFunctions.Tests.Delivery;

/// <summary><c>azure-pipelines.yml</c> and its templates.</summary>
internal static class AzurePipelines
{
    public static YamlMappingNode Main { get; } = Yaml.Load("azure-pipelines.yml");

    public static IReadOnlyList<YamlMappingNode> Files { get; } = [Main, Yaml.Load(".azure-pipelines/what-if.yml"), Yaml.Load(".azure-pipelines/deploy.yml")];

    public static YamlNode Stage(string name) => Main.ItemsAt("stages").Single(stage => stage.TextAt("stage") == name);

    /// <summary>A job of any of the files; a template's job by the template's own name.</summary>
    public static YamlNode Job(string name) => name switch
    {
        "what-if" => Files[1].ItemsAt("jobs").Single(),
        "deploy" => Files[2].ItemsAt("jobs").Single(),
        _ => Main.ItemsAt("stages").SelectMany(stage => stage.ItemsAt("jobs")).Single(job => job.TextAt("job") == name),
    };

    public static IEnumerable<YamlNode> StepsOf(string job) => Job(job).ItemsAt("steps").Concat(Job(job).ItemsAt("strategy", "runOnce", "deploy", "steps"));

    /// <summary>The command lines of a job, in their order.</summary>
    public static IEnumerable<string> CommandsOf(string job) => Yaml.Commands(StepsOf(job).Select(step => step.TextAt("script") ?? step.TextAt("inputs", "inlineScript")));
}
