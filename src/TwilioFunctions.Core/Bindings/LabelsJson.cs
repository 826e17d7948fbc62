using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwilioFunctions.Core.Bindings;

/// <summary>How the labels stand in their column.</summary>
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class LabelsJson : JsonSerializerContext
{
    /// <summary>Escapes as few characters as JSON allows: a column holds 32 Ki of them, and the longest labels just fit.</summary>
    public static LabelsJson Compact { get; } = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
