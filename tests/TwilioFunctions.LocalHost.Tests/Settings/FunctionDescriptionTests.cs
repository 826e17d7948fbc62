using Microsoft.Extensions.Configuration;
using TwilioFunctions.LocalHost.Worker;
using TwilioFunctions.LocalHost.Worker.Protocol;

namespace TwilioFunctions.LocalHost.Tests.Settings;

public sealed class FunctionDescriptionTests
{
    private static readonly IConfiguration Settings = new ConfigurationBuilder()
        .AddInMemoryCollection([new("Queue:Name", "orders"), new("Schedule", "0 7 * * * *")])
        .Build();

    [Fact]
    public void HttpFunction_HasRouteMethodsAndOutput()
    {
        var function = Create(
            """{ "name": "request", "type": "httpTrigger", "direction": "In", "authLevel": "Anonymous", "methods": ["get", "post"], "route": "items/{id}" }""",
            """{ "name": "$return", "type": "http", "direction": "Out" }""");

        var trigger = Assert.IsType<HttpTrigger>(function.Trigger);
        Assert.Equal(("request", "items/{id}"), (trigger.Parameter, trigger.Route));
        Assert.Equal(["GET", "POST"], trigger.Methods);
        Assert.Equal("$return", function.HttpOutput);
    }

    [Theory]
    [InlineData("""{ "name": "message", "type": "queueTrigger", "queueName": "%Queue:Name%-new", "dataType": "String", "properties": {} }""", "Text")]
    [InlineData("""{ "Name": "message", "Type": "QUEUETRIGGER", "QueueName": "orders-new", "DataType": "binary" }""", "Bytes")]
    [InlineData("""{ "name": "message", "type": "queueTrigger", "queueName": "orders-new", "properties": { "supportsDeferredBinding": "True" } }""", "Reference")]
    public void QueueFunction_HasItsQueueAndItsInput(string binding, string input) =>
        Assert.Equal(new QueueTrigger("message", "orders-new", Connection: null, Enum.Parse<QueueInput>(input)), Create(binding).Trigger);

    [Theory]
    [InlineData("""{ "name": "timer", "type": "timerTrigger", "schedule": "%Schedule%" }""", "0 7 * * * *", false, true)]
    [InlineData("""{ "name": "timer", "type": "timerTrigger", "schedule": "01:00:00", "runOnStartup": true, "useMonitor": false }""", "01:00:00", true, false)]
    public void TimerFunction_HasItsSchedule(string binding, string schedule, bool runOnStartup, bool useMonitor) =>
        Assert.Equal(new TimerTrigger("timer", schedule, runOnStartup, useMonitor), Create(binding).Trigger);

    [Theory]
    [InlineData("""{ "name": "x", "type": "blobTrigger" }""", "Function 'Sample' has a binding of type 'blobTrigger', which this host doesn't have: run the app with Azure Functions Core Tools (func start), or set AzureWebJobs.Sample.Disabled to true.")]
    [InlineData("""{ "name": "x", "type": "queue", "direction": "Out" }""", "Function 'Sample' has a binding of type 'queue', which this host doesn't have: run the app with Azure Functions Core Tools (func start), or set AzureWebJobs.Sample.Disabled to true.")]
    [InlineData("""{ "name": "$return", "type": "http" }""", "Function 'Sample' has no trigger.")]
    [InlineData("""{ "name": "x", "type": "queueTrigger", "queueName": "%Missing%" }""", "Function 'Sample' takes its queueName from the setting Missing, which is missing.")]
    [InlineData("""{ "name": "x", "type": "timerTrigger", "schedule": "%Tick:Schedule%" }""", "Function 'Sample' takes its schedule from the setting Tick:Schedule, which is missing.")]
    public void FunctionThatCantRun_IsRefusedInOneSentence(string binding, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<LocalHostException>(() => Create(binding)).Message);

    [Fact]
    public void RetryPolicy_IsRefused()
    {
        var metadata = new FunctionMetadata { Name = "Sample", RetryOptions = new RetryOptions() };

        var ex = Assert.Throws<LocalHostException>(() => FunctionDescription.Create(metadata, Settings));

        Assert.StartsWith("Function 'Sample' has a retry policy, which this host doesn't have", ex.Message, StringComparison.Ordinal);
    }

    private static FunctionDescription Create(params string[] bindings)
    {
        var metadata = new FunctionMetadata { Name = "Sample" };
        metadata.RawBindings.AddRange(bindings);
        return FunctionDescription.Create(metadata, Settings);
    }
}
