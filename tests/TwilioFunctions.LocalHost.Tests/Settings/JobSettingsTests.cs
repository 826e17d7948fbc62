using TwilioFunctions.LocalHost.Jobs;
using TwilioFunctions.LocalHost.Worker;

namespace TwilioFunctions.LocalHost.Tests.Settings;

public sealed class JobSettingsTests : IDisposable
{
    private const string Storage = "UseDevelopmentStorage=true";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("local-host-jobs-");

    [Theory]
    [InlineData("batchSize", "32")]
    [InlineData("newBatchThreshold", "0")]
    [InlineData("maxDequeueCount", "1")]
    [InlineData("visibilityTimeout", "00:00:05")]
    [InlineData("maxPollingInterval", "00:00:00.200")]
    [InlineData("messageEncoding", "none")]
    public void ValidOption_Passes(string name, string value) =>
        JobSettings.Check(App((name, value)), [Queue("orders")]);

    [Theory]
    [InlineData("batchSize", "0")]
    [InlineData("batchSize", "33")]
    [InlineData("batchSize", "many")]
    [InlineData("newBatchThreshold", "-1")]
    [InlineData("maxDequeueCount", "0")]
    [InlineData("visibilityTimeout", "soon")]
    [InlineData("maxPollingInterval", "-00:00:01")]
    [InlineData("messageEncoding", "hex")]
    public void InvalidOption_IsNamedInOneSentence(string name, string value)
    {
        var ex = Assert.Throws<LocalHostException>(() => JobSettings.Check(App((name, value)), [Queue("orders")]));

        Assert.StartsWith($"extensions.queues.{name} of host.json has the invalid value '{value}': ", ex.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', ex.Message);
    }

    [Theory]
    [InlineData("0 7 * * * *")]
    [InlineData("7 * * * *")]
    [InlineData("*/5 * * * * *")]
    [InlineData("0 30 3 * * MON")]
    [InlineData("01:30:00")]
    public void ValidSchedule_Passes(string schedule) => JobSettings.Check(App(), [Timer(schedule)]);

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("* * * * * * *")]
    [InlineData("0 61 * * * *")]
    [InlineData("each second")]
    [InlineData("00:00:00")]
    [InlineData("-00:00:01")]
    public void InvalidSchedule_IsNamedInOneSentence(string schedule) => Assert.Equal(
        $"Function 'Sample' has the schedule '{schedule}', which is neither a valid CRON expression nor a time span.",
        Assert.Throws<LocalHostException>(() => JobSettings.Check(App(), [Timer(schedule)])).Message);

    [Theory]
    [InlineData("a")]
    [InlineData("under_score")]
    [InlineData("double--dash")]
    [InlineData("-orders")]
    [InlineData("")]
    public void InvalidQueueName_IsNamedInOneSentence(string queue) => Assert.Equal(
        $"Function 'Sample' waits for the queue '{queue}', which isn't a valid name: 3 to 63 letters, digits and single dashes.",
        Assert.Throws<LocalHostException>(() => JobSettings.Check(App(), [Queue(queue)])).Message);

    [Fact]
    public void QueueNameInCapitals_Passes() => JobSettings.Check(App(), [Queue("Orders")]);

    [Theory]
    [InlineData("Values", null, "needs the storage account that the setting Elsewhere names, and the setting is missing.")]
    [InlineData("Values", "", "needs the storage account that the setting Elsewhere names, and the setting is missing.")]
    public void MissingConnection_IsNamedInOneSentence(string section, string? value, string sentence)
    {
        var app = App(section, ("Elsewhere", value), ("AzureWebJobsStorage", Storage));

        var ex = Assert.Throws<LocalHostException>(() => JobSettings.Check(app, [Queue("orders", "Elsewhere")]));

        Assert.Equal($"Function 'Sample' {sentence}", ex.Message);
    }

    [Fact]
    public void MissingHostStorage_IsNamedForTimersAndQueues()
    {
        var app = App("Values");

        foreach (var function in (FunctionDescription[])[Timer("0 7 * * * *"), Queue("orders")])
        {
            Assert.Equal(
                "Function 'Sample' needs the storage account that the setting AzureWebJobsStorage names, and the setting is missing.",
                Assert.Throws<LocalHostException>(() => JobSettings.Check(app, [function])).Message);
        }
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AccountName=a;AccountKey=not base64")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=a")]
    public void InvalidConnectionString_IsNamedInOneSentence(string value)
    {
        var ex = Assert.Throws<LocalHostException>(() => JobSettings.Check(App("Values", ("AzureWebJobsStorage", value)), [Queue("orders")]));

        Assert.StartsWith("The setting AzureWebJobsStorage isn't a valid storage connection string: ", ex.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', ex.Message);
        // It may hold a key.
        Assert.DoesNotContain(value, ex.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Elsewhere")]
    [InlineData("AzureWebJobsElsewhere")]
    [InlineData("ConnectionStrings__Elsewhere")]
    public void Connection_IsFoundUnderEachOfItsNames(string name) =>
        JobSettings.Check(App("Values", (name, Storage)), [Queue("orders", "Elsewhere")]);

    [Theory]
    [InlineData("Elsewhere__queueServiceUri", "https://account.queue.core.windows.net")]
    [InlineData("AzureWebJobsElsewhere__accountName", "account")]
    public void ConnectionWithAnIdentity_Passes(string name, string value) =>
        JobSettings.Check(App("Values", (name, value)), [Queue("orders", "Elsewhere")]);

    public void Dispose() => folder.Delete(recursive: true);

    private FunctionApp App(params (string Name, string Value)[] queues) =>
        App("Values", [("AzureWebJobsStorage", Storage), .. queues.Select(option => ($"AzureFunctionsJobHost__extensions__queues__{option.Name}", (string?)option.Value))]);

    private FunctionApp App(string section, params (string Name, string? Value)[] values)
    {
        Write("worker.config.json", """{ "description": { "defaultWorkerPath": "App.dll" } }""");
        Write("host.json", "{}");
        var settings = values.Where(setting => setting.Value is not null).ToDictionary(setting => setting.Name, setting => setting.Value);
        Write("local.settings.json", System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, object> { [section] = settings }));
        return FunctionApp.Read(folder.FullName, 0);
    }

    private void Write(string name, string content) => File.WriteAllText(Path.Combine(folder.FullName, name), content);

    private static FunctionDescription Queue(string queue, string? connection = null) =>
        new("Sample", new QueueTrigger("message", queue, connection, QueueInput.Text), HttpOutput: null);

    private static FunctionDescription Timer(string schedule) => new("Sample", new TimerTrigger("timer", schedule, RunOnStartup: false, UseMonitor: true), HttpOutput: null);
}
