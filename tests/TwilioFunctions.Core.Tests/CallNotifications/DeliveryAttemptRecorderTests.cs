using System.Threading.Channels;
using Azure;
using Microsoft.Extensions.Logging.Abstractions;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.Calls;

namespace TwilioFunctions.Core.Tests.CallNotifications;

/// <summary>How attempts are written down.</summary>
public sealed class DeliveryAttemptRecorderTests
{
    private readonly InMemoryAttempts attempts = new();

    [Fact]
    public async Task ManyAttempts_AreWrittenInTransactions()
    {
        await RecordAsync(250);

        Assert.Equal([99, 99, 52], attempts.Batches);
    }

    [Fact]
    public async Task BatchThatStorageRefuses_IsWrittenAtTheEnd()
    {
        var writes = 0;
        attempts.Writing = () =>
        {
            if (++writes == 1)
                throw new RequestFailedException(503, "busy");
        };

        await RecordAsync(150);

        Assert.Equal([51, 99], attempts.Batches);
        Assert.Equal(150, attempts.All.Count);
    }

    [Fact]
    public async Task BatchThatStorageRefusesTwice_IsAFaultAndTheOthersAreWritten()
    {
        var writes = 0;
        attempts.Writing = () =>
        {
            if (++writes is 1 or 3)
                throw new RequestFailedException(503, "busy");
        };

        await Assert.ThrowsAsync<RequestFailedException>(() => RecordAsync(150));

        Assert.Equal([51], attempts.Batches);
    }

    private Task RecordAsync(int count)
    {
        var made = Channel.CreateUnbounded<DeliveryAttempt>();
        for (var number = 0; number < count; number++)
        {
            made.Writer.TryWrite(new DeliveryAttempt
            {
                MessageId = "WB1",
                Identity = "bob",
                BindingId = $"{number:000}",
                Channel = ChannelNames.Fcm,
                Attempt = 1,
                Outcome = DeliveryOutcome.Delivered,
                Reason = "200",
                Time = default,
            });
        }
        made.Writer.Complete();
        return new DeliveryAttemptRecorder(attempts, NullLogger<DeliveryAttemptRecorder>.Instance).RecordAsync("CA1", made.Reader);
    }
}
