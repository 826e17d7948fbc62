using TwilioFunctions.Testing;
using YamlDotNet.RepresentationModel;

namespace TwilioFunctions.Tests.Delivery;

/// <summary>YAML files of the repository, and the ways through them that the tests need.</summary>
internal static class Yaml
{
    /// <summary>The root of a file, named from the repository's root.</summary>
    public static YamlMappingNode Load(string path)
    {
        using var reader = new StreamReader(Path.Combine(Repository.Root, path));
        var stream = new YamlStream();
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    /// <summary>The node at the end of these keys; null when one of them is missing.</summary>
    public static YamlNode? At(this YamlNode node, params string[] keys) => keys.Aggregate(
        (YamlNode?)node, (found, key) => found is YamlMappingNode mapping && mapping.Children.TryGetValue(key, out var child) ? child : null);

    /// <summary>The text at the end of these keys; null when one of them is missing.</summary>
    public static string? TextAt(this YamlNode node, params string[] keys) => (node.At(keys) as YamlScalarNode)?.Value;

    /// <summary>The keys and values of a mapping at the end of these keys; none when one of them is missing.</summary>
    public static IEnumerable<(string Key, YamlNode Value)> EntriesAt(this YamlNode node, params string[] keys) =>
        (node.At(keys) as YamlMappingNode)?.Children.Select(child => (((YamlScalarNode)child.Key).Value!, child.Value)) ?? [];

    /// <summary>The items of a list at the end of these keys; none when one of them is missing.</summary>
    public static IEnumerable<YamlNode> ItemsAt(this YamlNode node, params string[] keys) => (node.At(keys) as YamlSequenceNode)?.Children ?? [];

    /// <summary>Every text in it, keys included.</summary>
    public static IEnumerable<string> Texts(this YamlNode node) => node.AllNodes.OfType<YamlScalarNode>().Select(scalar => scalar.Value ?? "");

    /// <summary>The command lines of scripts, without the lines that only set a shell up.</summary>
    public static IEnumerable<string> Commands(IEnumerable<string?> scripts) => scripts
        .SelectMany(script => (script ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .Where(line => !line.StartsWith("set -", StringComparison.Ordinal));
}
