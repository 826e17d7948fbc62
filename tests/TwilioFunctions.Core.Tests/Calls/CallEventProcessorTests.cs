using Microsoft.Extensions.Logging.Abstractions;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Core.Messages;

namespace TwilioFunctions.Core.Tests.Calls;

[Collection(AzuriteTests.Name)]
public sealed class CallEventProcessorTests(StorageFixture storage)
{
    private readonly string accountSid = Sids.New("AC");

    [Fact]
    public async Task EventOfACall_IsKeptWithTheCallOnce()
    {
        var callSid = Sids.New("CA");
        var json = $$"""{"id":"VW/1?#","type":"com.twilio.voice.status-callback.call.ringing","time":"2026-11-21T10:00:00Z","data":{"call_sid":"{{callSid}}"} }""";

        await ProcessAsync(json);
        await ProcessAsync(json);

        var call = await new CallStore(storage.Tables).FindAsync(callSid, CancellationToken.None);
        Assert.Null(call!.Summary);
        Assert.Equal(new KeptEvent("VW/1?#", "com.twilio.voice.status-callback.call.ringing", new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero), json), Assert.Single(call.Events));
    }

    [Fact]
    public async Task EventOfNoCall_IsKeptWithItsAccountsDay()
    {
        var json = """{"id":"NO1","type":"com.twilio.error-logs.error.logged","time":"2026-11-21T10:00:00Z","data":{"error_code":11200}}""";

        await ProcessAsync(json);
        await ProcessAsync(json);

        var page = await new EventStore(storage.Tables).ListAsync(accountSid, new DateOnly(2026, 11, 21), 10, null, CancellationToken.None);
        Assert.Equal(json, Assert.Single(page!.Items).Json);
    }

    [Fact]
    public async Task CallNobodyKnows_IsNull() =>
        Assert.Null(await new CallStore(storage.Tables).FindAsync(Sids.New("CA"), CancellationToken.None));

    private Task ProcessAsync(string json)
    {
        var processor = new CallEventProcessor(storage.Reader, new CallStore(storage.Tables), new EventStore(storage.Tables), NullLogger<CallEventProcessor>.Instance);
        var envelope = new Envelope { Id = "x", Type = "y", AccountSid = accountSid, ReceivedAt = DateTimeOffset.UnixEpoch, Payload = json };
        return processor.ProcessAsync(envelope.Serialize(), CancellationToken.None);
    }
}
