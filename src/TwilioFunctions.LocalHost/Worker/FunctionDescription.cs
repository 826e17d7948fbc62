using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using TwilioFunctions.LocalHost.Worker.Protocol;

namespace TwilioFunctions.LocalHost.Worker;

/// <summary>A function as the worker lists it.</summary>
/// <param name="Name">Its name, which stays when the worker starts again; the worker's ids may change.</param>
/// <param name="Trigger">Its trigger.</param>
/// <param name="HttpOutput">The name of its HTTP output binding: <c>$return</c>, another output, or null without one.</param>
internal sealed partial record FunctionDescription(string Name, Trigger Trigger, string? HttpOutput)
{
    public const string ReturnValue = "$return";

    /// <summary>Reads a function's bindings.</summary>
    /// <param name="metadata">The function as the worker described it.</param>
    /// <param name="settings">The values of settings that the bindings name, such as <c>%Queue%</c>.</param>
    /// <exception cref="LocalHostException">The function needs something that this host doesn't have, or a setting is missing.</exception>
    public static FunctionDescription Create(FunctionMetadata metadata, IConfiguration settings)
    {
        if (metadata.RetryOptions is not null)
            throw Refuse(metadata.Name, "a retry policy");
        Trigger? trigger = null;
        string? output = null;
        foreach (var binding in metadata.RawBindings.Select(raw => new Binding(metadata.Name, JsonElement.Parse(raw), settings)))
        {
            if (binding.Is("http"))
                output = binding.Name;
            else if (binding.CreateTrigger() is { } known)
                trigger = known;
            else
                throw Refuse(metadata.Name, $"a binding of type '{binding.Type}'");
        }

        return trigger is null
            ? throw new LocalHostException($"Function '{metadata.Name}' has no trigger.")
            : new FunctionDescription(metadata.Name, trigger, output);
    }

    private static LocalHostException Refuse(string function, string feature) => new(
        $"Function '{function}' has {feature}, which this host doesn't have: " +
        $"run the app with Azure Functions Core Tools (func start), or set AzureWebJobs.{function}.Disabled to true.");

    /// <summary>One binding of a function's metadata, read whatever the case of its members.</summary>
    private sealed partial class Binding(string function, JsonElement json, IConfiguration settings)
    {
        public string Type { get; } = Text(json, "type") ?? "";

        public string Name { get; } = Text(json, "name") ?? "";

        public bool Is(string type) => Type.Equals(type, StringComparison.OrdinalIgnoreCase);

        /// <summary>Returns null for a type that this host doesn't have.</summary>
        public Trigger? CreateTrigger() => this switch
        {
            _ when Is("httpTrigger") => new HttpTrigger(Name, Text(json, "route"), Methods()),
            _ when Is("queueTrigger") => new QueueTrigger(Name, Resolved("queueName"), Text(json, "connection"), Input()),
            _ when Is("timerTrigger") => new TimerTrigger(
                Name, Resolved("schedule"), Flag(json, "runOnStartup", false), Flag(json, "useMonitor", true)),
            _ => null,
        };

        private string[]? Methods() => Member(json, "methods") is { ValueKind: JsonValueKind.Array } methods && methods.GetArrayLength() > 0
            ? [.. methods.EnumerateArray().Select(method => method.GetString()!.ToUpperInvariant())]
            : null;

        private QueueInput Input() => Flag(Member(json, "properties"), "supportsDeferredBinding", false) ? QueueInput.Reference
            : "Binary".Equals(Text(json, "dataType"), StringComparison.OrdinalIgnoreCase) ? QueueInput.Bytes
            : QueueInput.Text;

        private string Resolved(string member) => SettingReference.Replace(Text(json, member) ?? "", reference =>
        {
            var name = reference.Groups["name"].Value;
            return settings[name] ?? throw new LocalHostException($"Function '{function}' takes its {member} from the setting {name}, which is missing.");
        });

        private static string? Text(JsonElement json, string name) =>
            Member(json, name) is { ValueKind: not JsonValueKind.Undefined and not JsonValueKind.Null } value ? value.ToString() : null;

        private static bool Flag(JsonElement json, string name, bool otherwise) => bool.TryParse(Text(json, name), out var value) ? value : otherwise;

        private static JsonElement Member(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object
            ? json.EnumerateObject().FirstOrDefault(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value
            : default;
    }

    [GeneratedRegex("%(?<name>[^%]+)%")]
    private static partial Regex SettingReference { get; }
}

/// <summary>The event that a function runs on.</summary>
/// <param name="Parameter">The name of the function's parameter that receives the input.</param>
internal abstract record Trigger(string Parameter);

/// <param name="Parameter">The name of the function's parameter that receives the request.</param>
/// <param name="Route">The route below the prefix; null if it is the function's name.</param>
/// <param name="Methods">The methods in capitals; null for every method.</param>
internal sealed record HttpTrigger(string Parameter, string? Route, IReadOnlyList<string>? Methods) : Trigger(Parameter);

/// <param name="Parameter">The name of the function's parameter that receives the message.</param>
/// <param name="Queue">The queue's name.</param>
/// <param name="Connection">The setting that names the storage account; null for <c>AzureWebJobsStorage</c>.</param>
/// <param name="Input">The form in which the worker takes the message.</param>
internal sealed record QueueTrigger(string Parameter, string Queue, string? Connection, QueueInput Input) : Trigger(Parameter);

/// <summary>A form in which the worker takes a queue message.</summary>
internal enum QueueInput
{
    Text,
    Bytes,

    /// <summary>The message with its ids and times, which the worker's own extension reads.</summary>
    Reference,
}

/// <param name="Parameter">The name of the function's parameter that receives the schedule's status.</param>
/// <param name="Schedule">A CRON expression or a time span.</param>
/// <param name="RunOnStartup">Whether it also runs when the host starts.</param>
/// <param name="UseMonitor">Whether the last run is stored, so that a missed one is made up for.</param>
internal sealed record TimerTrigger(string Parameter, string Schedule, bool RunOnStartup, bool UseMonitor) : Trigger(Parameter);
