using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Recordings;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Tests.Recordings;

[Collection(AzuriteTests.Name)]
public sealed class RecordingStoreTests(StorageFixture storage)
{
    private readonly string callSid = Sids.New("CA");
    private readonly string recordingSid = Sids.New("RE");

    [Fact]
    public async Task Recording_IsFoundWithItsCallAlone()
    {
        await PutAsync("in-progress");
        await PutAsync("completed");

        var found = await FindAsync(callSid, recordingSid);

        Assert.Equal((recordingSid, "completed", "AC1", $"https://api.twilio.com/r/{recordingSid}"), (found!.RecordingSid, found.Latest.Status, found.Latest.AccountSid, found.Latest.Url));
        Assert.Null(await FindAsync(Sids.New("CA"), recordingSid));
        Assert.Null(await FindAsync(callSid, Sids.New("RE")));
        Assert.Null(await FindAsync(callSid, recordingSid[..^1]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("|")]
    [InlineData("RE' or PartitionKey ne '")]
    [InlineData("../RE1")]
    [InlineData("RE\0\ud800")]
    public async Task WhatIsNoSid_IsNotFound(string sid)
    {
        await PutAsync("completed");

        Assert.Null(await FindAsync(callSid, sid));
        Assert.Null(await FindAsync(sid, recordingSid));
        Assert.Null(await FindAsync(callSid, new string('x', 5000)));
    }

    private Task<Recording?> FindAsync(string call, string recording) => new RecordingStore(storage.Tables).FindAsync(call, recording, CancellationToken.None);

    private async Task PutAsync(string status)
    {
        var form = $"AccountSid=AC1&CallSid={callSid}&RecordingSid={recordingSid}&RecordingStatus={status}&RecordingUrl=https%3A%2F%2Fapi.twilio.com%2Fr%2F{recordingSid}";
        var envelope = new Envelope { Id = status, Type = EnvelopeKinds.VoiceRecordingStatus, AccountSid = "AC1", CallSid = callSid, ReceivedAt = DateTimeOffset.UnixEpoch, Payload = form };
        var row = RecordingCallbackColumns.Write(RecordingCallback.Of(form, envelope.ReceivedAt)!, envelope);
        await storage.Tables.GetTableClient(TableNames.Calls).UpsertEntityAsync(row.Row);
    }
}
