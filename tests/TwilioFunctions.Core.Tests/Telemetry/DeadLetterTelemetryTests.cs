using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TwilioFunctions.Core.DeadLetters;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Core.Telemetry;

namespace TwilioFunctions.Core.Tests.Telemetry;

/// <summary>What is told of dead letters.</summary>
[Collection(TelemetryTests.Name)]
public sealed class DeadLetterTelemetryTests(StorageFixture storage)
{
    private const string TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private readonly FakeTimeProvider time = new();

    private DeadLetterStore Store => new(storage.Tables);

    private DeadLetterKeeper Keeper => new(Store, new FailureStore(storage.Tables, time), storage.ParkedPayloads, storage.Sender, storage.CallWriter, time, NullLogger<DeadLetterKeeper>.Instance);

    [Fact]
    public async Task DeadLetter_IsCounted_AndItsReplayGoesOnWithTheTraceOfTheWebhook()
    {
        using var listener = new Listener();
        var message = new Envelope { Id = "EZ1", Type = "t", ReceivedAt = time.GetUtcNow(), TraceParent = TraceParent, Payload = "{}" }.Serialize();

        await Keeper.KeepAsync(QueueNames.CallEvents, message, time.GetUtcNow(), CancellationToken.None);
        var kept = Assert.Single((await Store.ListAsync(QueueNames.CallEvents, 10, null, CancellationToken.None))!.Items);
        await Keeper.ReplayAsync(kept.Id, CancellationToken.None);
        var replayed = Envelope.TryParse(Assert.Single(await storage.DrainAsync(QueueNames.CallEvents)));
        using var span = AppSpans.StartMessage(QueueNames.CallEvents, replayed, "1", default);

        Assert.Contains("twilio.dead_letters queue=call-events: 1", listener.Lines);
        Assert.Equal((TraceParent, ActivityKind.Consumer), ($"00-{span!.TraceId}-{span.ParentSpanId}-01", span.Kind));
    }
}
