using System.Text.Json;

namespace TwilioFunctions.Tests.Delivery;

/// <summary><c>.devcontainer/devcontainer.json</c>.</summary>
internal static class DevContainer
{
    public static JsonElement Root { get; } = JsonWithComments.Load(".devcontainer/devcontainer.json");

    /// <summary>The feature whose name, without its version, ends so.</summary>
    public static JsonProperty Feature(string end) =>
        Root.GetProperty("features").EnumerateObject().Single(feature => feature.Name.Split(':')[0].EndsWith(end, StringComparison.Ordinal));
}
