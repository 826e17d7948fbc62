using System.Text.Json;

namespace TwilioFunctions.Tests.Infra;

/// <summary>A resource of ARM JSON.</summary>
internal sealed record ArmResource(JsonElement Json)
{
    private const string Extension = "/providers/Microsoft.";

    public string Type => TextAt("type")!;

    public string Id => Json.GetProperty("id").GetString()!;

    /// <summary>Without the names of the resources that it belongs to.</summary>
    public string Name => TextAt("name")!.Split('/')[^1];

    /// <summary>The id of the resource that an extension, such as a role assignment, is made on.</summary>
    public string Scope => Id[..Id.LastIndexOf(Extension, StringComparison.Ordinal)];

    /// <summary>The value at a path such as <c>properties.siteConfig.minTlsVersion</c>; null if nothing is set there.</summary>
    public JsonElement? At(string path)
    {
        var at = Json;
        foreach (var name in path.Split('.'))
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
                return null;
        }

        return at;
    }

    /// <summary>The text at a path, with <c>{}</c> for what only Azure knows; null if nothing is set there.</summary>
    public string? TextAt(string path) => At(path) switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } text => ArmText.Of(text.GetString()!),
        var value => value.Value.GetRawText(),
    };

    /// <summary>Every text in it.</summary>
    public IEnumerable<string> Texts => TextsOf(Json);

    public static IEnumerable<string> TextsOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => [json.GetString()!],
        JsonValueKind.Array => json.EnumerateArray().SelectMany(TextsOf),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => TextsOf(member.Value)),
        _ => [],
    };
}
