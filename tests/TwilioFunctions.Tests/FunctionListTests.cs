using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using TwilioFunctions.AccessTokens;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Health;
using TwilioFunctions.Signatures;

namespace TwilioFunctions.Tests;

/// <summary>What every function must be, so that none can be forgotten.</summary>
public sealed class FunctionListTests
{
    /// <summary>Open to everybody, on purpose.</summary>
    private static readonly string[] Public = [nameof(HealthFunctions.GetHealth)];

    private static readonly (string Name, MethodInfo Method)[] Functions =
    [
        .. from type in typeof(HealthFunctions).Assembly.GetTypes()
           from method in type.GetMethods()
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           select (function.Name, method),
    ];

    public static TheoryData<string> HttpFunctions => [.. Functions.Where(function => TriggerOf<HttpTriggerAttribute>(function.Method) is not null).Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(HttpFunctions))]
    public void HttpFunction_IsProtectedInExactlyOneWay(string name)
    {
        var method = Functions.Single(function => function.Name == name).Method;
        var trigger = TriggerOf<HttpTriggerAttribute>(method)!;
        var verified = method.GetCustomAttribute<TwilioWebhookAttribute>() is not null;
        var ofDevices = method.GetCustomAttribute<TwilioAccessTokenAttribute>() is not null;

        var ways = new[] { verified, ofDevices, trigger.AuthLevel != AuthorizationLevel.Anonymous, Public.Contains(name) };

        Assert.True(
            ways.Count(way => way) == 1,
            $"{name} must be protected in exactly one way: a webhook attribute, an access token, a function key, or the list of public functions.");
        Assert.Equal(verified, trigger.Route!.StartsWith("twilio/", StringComparison.Ordinal));
        Assert.Equal(ofDevices, trigger.Route!.StartsWith("me/", StringComparison.Ordinal));
    }

    [Fact]
    public void EveryQueue_HasOneReader_AndNoTriggerReadsAPoisonQueue()
    {
        var read = Functions.Select(function => TriggerOf<QueueTriggerAttribute>(function.Method)?.QueueName).OfType<string>().Order();

        // A timer drains the poison queues as raw bytes: a trigger never sees a message that isn't base64.
        Assert.Equal(QueueNames.All.Order(), read);
    }

    [Fact]
    public void FunctionNames_AreUnique() => Assert.Equal(Functions.Length, Functions.Select(function => function.Name).Distinct().Count());

    private static T? TriggerOf<T>(MethodInfo method)
        where T : Attribute =>
        method.GetParameters().Select(parameter => parameter.GetCustomAttribute<T>()).SingleOrDefault(trigger => trigger is not null);
}
