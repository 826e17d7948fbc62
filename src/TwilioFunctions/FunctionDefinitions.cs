using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using TwilioFunctions.AccessTokens;
using TwilioFunctions.Signatures;

namespace TwilioFunctions;

/// <summary>What middleware asks of the function that is about to run. Looked up once a function, since every webhook passes here.</summary>
internal static class FunctionDefinitions
{
    private static readonly ConcurrentDictionary<string, Traits> Known = new(StringComparer.Ordinal);

    public static bool IsTriggeredBy(this FunctionDefinition function, string bindingType) =>
        function.InputBindings.Values.Any(binding => string.Equals(binding.Type, bindingType, StringComparison.OrdinalIgnoreCase));

    /// <summary>Null for a function that does not receive from Twilio.</summary>
    public static TwilioWebhookAttribute? Webhook(this FunctionDefinition function) => TraitsOf(function).Webhook;

    /// <summary>Whether a device calls the function, which has to prove who it belongs to.</summary>
    public static bool DemandsAccessToken(this FunctionDefinition function) => TraitsOf(function).DemandsAccessToken;

    /// <summary>Null for a function that no queue triggers.</summary>
    public static string? Queue(this FunctionDefinition function) => TraitsOf(function).Queue;

    /// <summary>The function's own method is found by its entry point (<c>Namespace.Class.Method</c>).</summary>
    private static Traits TraitsOf(FunctionDefinition function) => Known.GetOrAdd(function.EntryPoint, static entryPoint =>
    {
        var dot = entryPoint.LastIndexOf('.');
        var type = typeof(FunctionDefinitions).Assembly.GetType(entryPoint[..dot], throwOnError: true)!;
        var method = type.GetMethod(entryPoint[(dot + 1)..]) ?? throw new MissingMethodException(entryPoint[..dot], entryPoint[(dot + 1)..]);
        return new Traits(
            method.GetCustomAttribute<TwilioWebhookAttribute>(),
            method.GetCustomAttribute<TwilioAccessTokenAttribute>() is not null,
            method.GetParameters().Select(parameter => parameter.GetCustomAttribute<QueueTriggerAttribute>()?.QueueName).FirstOrDefault(name => name is not null));
    });

    private sealed record Traits(TwilioWebhookAttribute? Webhook, bool DemandsAccessToken, string? Queue);
}
