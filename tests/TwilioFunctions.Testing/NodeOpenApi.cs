using System.Text.Json;

namespace TwilioFunctions.Testing;

/// <summary>
/// npm packages as the judges of our OpenAPI file: the file itself against the specification's schema, and JSON against the file's
/// schemas. From npm because no feed of NuGet packages that we use holds a validator of JSON Schema 2020-12.
/// </summary>
public sealed class NodeOpenApi : IAsyncDisposable
{
    private readonly NodeScript node;

    private NodeOpenApi(NodeScript node) => this.node = node;

    public static async Task<NodeOpenApi> StartAsync(CancellationToken cancellationToken = default) =>
        new(await NodeScript.StartAsync("openapi.mjs", cancellationToken));

    /// <summary>What is wrong with the file; nothing where it is OpenAPI. Call it before <see cref="CheckAsync"/>.</summary>
    public async Task<IReadOnlyList<string>> LoadAsync(string path, CancellationToken cancellationToken = default) =>
        Problems(await node.AskAsync(new { operation = "load", path }, cancellationToken));

    /// <summary>Where a value breaks the schema that stands at this JSON pointer in the file.</summary>
    public async Task<IReadOnlyList<string>> CheckAsync(string schema, JsonElement value, CancellationToken cancellationToken = default) =>
        Problems(await node.AskAsync(new { operation = "check", schema, value }, cancellationToken));

    public ValueTask DisposeAsync() => node.DisposeAsync();

    private static string[] Problems(JsonElement answer) => answer.TryGetProperty("problems", out var problems)
        ? [.. problems.EnumerateArray().Select(problem => problem.GetString()!)]
        : [answer.GetProperty("error").GetString()!];
}
