using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker.LocalHost;
using Microsoft.Extensions.Configuration;

namespace StandIns.Tests.LocalHost;

public sealed class QueuesOptionsTests
{
    [Fact]
    public void HostJson_IsObeyed()
    {
        var options = Read(
            ("batchSize", "32"), ("newBatchThreshold", "0"), ("maxDequeueCount", "3"), ("visibilityTimeout", "00:00:05"),
            ("maxPollingInterval", "00:00:00.200"), ("messageEncoding", "none"), ("leaseDuration", "00:00:30"));

        Assert.Equal(
            new QueuesOptions
            {
                BatchSize = 32,
                NewBatchThreshold = 0,
                MaxDequeueCount = 3,
                VisibilityTimeout = TimeSpan.FromSeconds(5),
                MaxPollingInterval = TimeSpan.FromMilliseconds(200),
                MessageEncoding = QueueMessageEncoding.None,
                LeaseDuration = TimeSpan.FromSeconds(30),
            },
            options);
    }

    [Fact]
    public void HostJsonThatSaysNothing_MeansTheDocumentedDefaults()
    {
        var options = Read();

        Assert.Equal((16, 5), (options.BatchSize, options.MaxDequeueCount));
        Assert.Equal(8 * Environment.ProcessorCount, options.EffectiveNewBatchThreshold);
        Assert.Equal(TimeSpan.Zero, options.VisibilityTimeout);
        Assert.Equal(TimeSpan.FromMinutes(10), options.LeaseDuration);
        Assert.Equal(QueueMessageEncoding.Base64, options.MessageEncoding);
    }

    [Theory]
    [InlineData("batchSize", "0")]
    [InlineData("batchSize", "33")]
    [InlineData("maxDequeueCount", "0")]
    [InlineData("visibilityTimeout", "soon")]
    public void ValueThatIsNone_StopsTheStartAndIsNamed(string name, string value)
    {
        var error = Assert.Throws<HostStartException>(() => Read((name, value)));

        Assert.Contains(name, error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Pauses_DoubleUpToTheLongestAndBeginAnewAfterWork()
    {
        var backoff = new PollingBackoff(TimeSpan.FromMilliseconds(350));

        TimeSpan[] pauses = [backoff.Next(), backoff.Next(), backoff.Next(), backoff.Next()];
        backoff.Reset();

        foreach (var (pause, longest) in pauses.Append(backoff.Next()).Zip([100, 200, 350, 350, 100]))
            Assert.InRange(pause.TotalMilliseconds, longest * 0.9, longest);
    }

    private static QueuesOptions Read(params (string Name, string Value)[] settings) =>
        QueuesOptions.From(new HostJson(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"extensions:queues:{setting.Name}", (string?)setting.Value)))
            .Build()));
}
