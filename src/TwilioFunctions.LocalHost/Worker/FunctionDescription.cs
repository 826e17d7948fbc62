using System.Text.Json;
using TwilioFunctions.LocalHost.Worker.Protocol;

namespace TwilioFunctions.LocalHost.Worker;

/// <summary>A function as the worker lists it.</summary>
/// <param name="Name">Its name, which stays when the worker starts again; the worker's ids may change.</param>
/// <param name="Trigger">What starts it.</param>
/// <param name="HttpOutput">The name of its HTTP output binding: <c>$return</c>, another output, or null where it has none.</param>
internal sealed record FunctionDescription(string Name, Trigger Trigger, string? HttpOutput)
{
    public const string ReturnValue = "$return";

    /// <exception cref="LocalHostException">The function has a trigger or a binding that this host doesn't have.</exception>
    public static FunctionDescription Create(FunctionMetadata metadata)
    {
        var bindings = metadata.RawBindings.Select(raw => JsonSerializer.Deserialize<JsonElement>(raw)).ToList();
        Trigger? trigger = null;
        string? output = null;
        foreach (var binding in bindings)
        {
            var type = Text(binding, "type") ?? "";
            var name = Text(binding, "name") ?? "";
            if (type.Equals("http", StringComparison.OrdinalIgnoreCase))
                output = name;
            else if (Trigger.Create(type, name, binding) is { } known)
                trigger = known;
            else
                throw new LocalHostException($"Function '{metadata.Name}' has a binding of type '{type}', which this host doesn't have: run the app with Azure Functions Core Tools (func start).");
        }

        return trigger is null
            ? throw new LocalHostException($"Function '{metadata.Name}' has no trigger.")
            : new FunctionDescription(metadata.Name, trigger, output);
    }

    internal static string? Text(JsonElement binding, string name)
    {
        foreach (var member in binding.EnumerateObject())
        {
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return member.Value.ValueKind == JsonValueKind.Null ? null : member.Value.ToString();
        }

        return null;
    }
}

/// <summary>What starts a function.</summary>
/// <param name="Parameter">The name of the function's parameter that receives the input.</param>
internal abstract record Trigger(string Parameter)
{
    /// <summary>Returns null for a type that this host doesn't have.</summary>
    public static Trigger? Create(string type, string parameter, JsonElement binding) => type.ToUpperInvariant() switch
    {
        "HTTPTRIGGER" => new HttpTrigger(parameter, FunctionDescription.Text(binding, "route"), Methods(binding)),
        "QUEUETRIGGER" => new QueueTrigger(
            parameter, FunctionDescription.Text(binding, "queueName") ?? "", FunctionDescription.Text(binding, "connection"), InputKind(binding)),
        "TIMERTRIGGER" => new TimerTrigger(
            parameter, FunctionDescription.Text(binding, "schedule") ?? "", Flag(binding, "runOnStartup", false), Flag(binding, "useMonitor", true)),
        _ => null,
    };

    private static string[]? Methods(JsonElement binding) =>
        binding.TryGetProperty("methods", out var methods) && methods.ValueKind == JsonValueKind.Array && methods.GetArrayLength() > 0
            ? [.. methods.EnumerateArray().Select(method => method.GetString()!.ToUpperInvariant())]
            : null;

    private static QueueInput InputKind(JsonElement binding)
    {
        if (binding.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
            && Flag(properties, "supportsDeferredBinding", false))
            return QueueInput.Reference;
        return string.Equals(FunctionDescription.Text(binding, "dataType"), "Binary", StringComparison.OrdinalIgnoreCase) ? QueueInput.Bytes : QueueInput.Text;
    }

    private static bool Flag(JsonElement binding, string name, bool otherwise) =>
        bool.TryParse(FunctionDescription.Text(binding, name), out var value) ? value : otherwise;
}

/// <param name="Parameter">The name of the function's parameter that receives the request.</param>
/// <param name="Route">The route below the prefix; null where it is the function's name.</param>
/// <param name="Methods">The methods in capitals; null for every method.</param>
internal sealed record HttpTrigger(string Parameter, string? Route, IReadOnlyList<string>? Methods) : Trigger(Parameter);

/// <param name="Parameter">The name of the function's parameter that receives the message.</param>
/// <param name="Queue">The queue's name.</param>
/// <param name="Connection">The setting that names the storage account; null for <c>AzureWebJobsStorage</c>.</param>
/// <param name="Input">How the worker wants the message.</param>
internal sealed record QueueTrigger(string Parameter, string Queue, string? Connection, QueueInput Input) : Trigger(Parameter);

/// <summary>How the worker wants a queue message.</summary>
internal enum QueueInput
{
    Text,
    Bytes,

    /// <summary>The message with its ids and times, which the worker's own extension reads.</summary>
    Reference,
}

/// <param name="Parameter">The name of the function's parameter that receives the schedule's status.</param>
/// <param name="Schedule">A CRON expression, a time span, or <c>%name%</c> of a setting.</param>
/// <param name="RunOnStartup">Whether it also runs when the host starts.</param>
/// <param name="UseMonitor">Whether the last run is stored, so that a missed one is made up for.</param>
internal sealed record TimerTrigger(string Parameter, string Schedule, bool RunOnStartup, bool UseMonitor) : Trigger(Parameter);
