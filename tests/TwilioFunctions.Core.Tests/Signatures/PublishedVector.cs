using System.Text.Json;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Core.Tests.Signatures;

/// <summary>A signature that Twilio's own libraries test themselves with.</summary>
internal sealed record PublishedVector(
    string Id, string Kind, string Method, string AuthToken, string Url, Dictionary<string, JsonElement>? Params, string? Body,
    string? Signature, bool ExpectedValid)
{
    private static readonly string File =
        Path.Combine(Repository.Root, "tests", "TwilioFunctions.Core.Tests", "Signatures", "signature-vectors.json");

    public static IReadOnlyList<PublishedVector> All { get; } =
        JsonDocument.Parse(System.IO.File.ReadAllText(File)).RootElement.GetProperty("vectors")
            .Deserialize<PublishedVector[]>(JsonSerializerOptions.Web)!;

    /// <summary>The form's parameters, a list being a repeated name.</summary>
    public IEnumerable<KeyValuePair<string, string>> Parameters =>
        from parameter in Params ?? []
        from value in parameter.Value.ValueKind == JsonValueKind.Array ? parameter.Value.EnumerateArray().ToArray() : [parameter.Value]
        select KeyValuePair.Create(parameter.Key, value.GetString() ?? "");
}
