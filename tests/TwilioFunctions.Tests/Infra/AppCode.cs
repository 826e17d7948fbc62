using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using TwilioFunctions.Core;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Health;
using TwilioFunctions.Signatures;

namespace TwilioFunctions.Tests.Infra;

/// <summary>What the code says of itself, as far as the template has to agree. A test changes a copy.</summary>
/// <param name="Settings">Every setting of an options class, as an environment variable; <c>{}</c> stands for a place in a list.</param>
/// <param name="Queues">Those that webhooks write to, and their poison queues.</param>
/// <param name="Tables">The tables.</param>
/// <param name="HttpFunctions">The functions that HTTP triggers, which scale as one group.</param>
/// <param name="OtherFunctions">The functions that a queue or a timer triggers.</param>
/// <param name="WebhookRoutes">The routes that Twilio calls, without the prefix.</param>
/// <param name="LogMessages">What the app logs.</param>
internal sealed record AppCode(
    IReadOnlyList<string> Settings,
    IReadOnlyList<string> Queues,
    IReadOnlyList<string> Tables,
    IReadOnlyList<string> HttpFunctions,
    IReadOnlyList<string> OtherFunctions,
    IReadOnlyList<string> WebhookRoutes,
    IReadOnlyList<AppLogMessage> LogMessages)
{
    private static readonly (string Name, MethodInfo Method)[] Functions =
    [
        .. from type in typeof(HealthFunctions).Assembly.GetTypes()
           from method in type.GetMethods()
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           select (function.Name, method),
    ];

    public static AppCode OfTheApp { get; } = new(
        [.. OptionsClasses.Settings],
        [.. QueueNames.All, .. QueueNames.All.Select(queue => queue + QueueNames.PoisonSuffix)],
        TableNames.All,
        [.. Functions.Where(function => RouteOf(function.Method) is not null).Select(function => function.Name)],
        [.. Functions.Where(function => RouteOf(function.Method) is null).Select(function => function.Name)],
        [.. Functions.Where(function => function.Method.GetCustomAttribute<TwilioWebhookAttribute>() is not null).Select(function => RouteOf(function.Method)!)],
        [.. AppLogMessage.Of(typeof(HealthFunctions).Assembly), .. AppLogMessage.Of(typeof(CoreRegistration).Assembly)]);

    private static string? RouteOf(MethodInfo method) =>
        method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).SingleOrDefault(trigger => trigger is not null)?.Route;
}
