using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using TwilioFunctions.LocalHost.Worker.Protocol;

namespace TwilioFunctions.LocalHost.Worker;

/// <summary>
/// The binding data of an invocation. Names are case-insensitive; texts are sent as they are and everything else as JSON, with the library
/// and in the form that the host in Azure uses.
/// </summary>
internal sealed class TriggerMetadata
{
    private readonly Dictionary<string, object> values = new(StringComparer.OrdinalIgnoreCase);

    public void Add(string name, object? value)
    {
        if (value is not null)
            values[name] = value;
    }

    public void AddIfMissing(string name, object value) => values.TryAdd(name, value);

    /// <summary>Adds the members of a JSON object except arrays and nulls; adds nothing for another text.</summary>
    public void AddMembers(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith("{"))
            return;
        try
        {
            foreach (var member in JObject.Parse(text).Properties())
            {
                if (member.Value is JObject inner)
                    Add(member.Name, inner);
                else if (member.Value is JValue value)
                    Add(member.Name, (string?)value);
            }
        }
        catch (JsonException)
        {
            // It only looks like JSON.
        }
    }

    public void CopyTo(InvocationRequest message)
    {
        foreach (var (name, value) in values)
            message.TriggerMetadata[name] = ToData(value);
    }

    private static TypedData ToData(object value) => value switch
    {
        string text => new TypedData { String = text },
        double number => new TypedData { Double = number },
        JObject json => new TypedData { Json = json.ToString(Formatting.None) },
        _ => new TypedData { Json = JsonConvert.SerializeObject(value, Formatting.None) },
    };
}
