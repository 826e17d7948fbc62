using System.Text.Json;

namespace TwilioFunctions.Tests.Infra;

/// <summary>What a deployment would make, as <c>bicep snapshot</c> predicts it. What only Azure knows stays an expression of ARM JSON.</summary>
internal sealed class Deployment(string snapshot)
{
    public const string Nothing = """{ "predictedResources": [], "outputs": {} }""";

    private readonly JsonElement json = JsonElement.Parse(snapshot);

    public IEnumerable<ArmResource> Resources => json.GetProperty("predictedResources").EnumerateArray().Select(resource => new ArmResource(resource));

    public IEnumerable<(string Name, string Value)> Outputs =>
        json.GetProperty("outputs").EnumerateObject().Select(output => (output.Name, ArmText.Of(output.Value.GetString()!)));

    public IEnumerable<ArmResource> Of(string type) => Resources.Where(resource => resource.Type == type);
}
