using System.Text.Json;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Tests.OpenApi;

/// <summary><c>docs/openapi.json</c> and its operations.</summary>
internal static class OpenApiFile
{
    public static string Path { get; } = System.IO.Path.Combine(Repository.Root, "docs", "openapi.json");

    public static JsonElement Root { get; } = JsonElement.Parse(File.ReadAllText(Path));

    public static JsonElement Schemas { get; } = Root.GetProperty("components").GetProperty("schemas");

    public static IReadOnlyList<Operation> Operations { get; } =
    [
        .. from path in Root.GetProperty("paths").EnumerateObject()
           from member in path.Value.EnumerateObject()
           where member.Name != "parameters"
           select new Operation(
               path.Name,
               member.Name,
               member.Value.GetProperty("operationId").GetString()!,
               [.. member.Value.GetProperty("security").EnumerateArray().SelectMany(way => way.EnumerateObject()).Select(scheme => scheme.Name)],
               [.. Parameters(path.Value).Concat(Parameters(member.Value))],
               member.Value.GetProperty("responses")),
    ];

    /// <summary>The element itself, or the one that its <c>$ref</c> leads to.</summary>
    public static JsonElement Resolve(JsonElement element) => element.TryGetProperty("$ref", out var reference)
        ? reference.GetString()!.TrimStart('#', '/').Split('/').Aggregate(Root, (node, name) => node.GetProperty(name))
        : element;

    private static IEnumerable<(string In, string Name)> Parameters(JsonElement owner) =>
        owner.TryGetProperty("parameters", out var parameters)
            ? from parameter in parameters.EnumerateArray()
              let resolved = Resolve(parameter)
              select (resolved.GetProperty("in").GetString()!, resolved.GetProperty("name").GetString()!)
            : [];
}

/// <summary>A method of a path.</summary>
internal sealed record Operation(
    string Path, string Method, string Id, string[] Security, (string In, string Name)[] Parameters, JsonElement Responses);
