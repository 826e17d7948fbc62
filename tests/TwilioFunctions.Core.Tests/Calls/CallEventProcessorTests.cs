using Azure;
using Azure.Core;
using Azure.Data.Tables;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Tests.Calls;

[Collection(AzuriteTests.Name)]
public sealed class CallEventProcessorTests(StorageFixture storage)
{
    private readonly string accountSid = Sids.New("AC");
    private readonly string callSid = Sids.New("CA");

    private CallScene Scene => new(storage);

    [Fact]
    public async Task EventOfACall_IsKeptWithTheCallOnce()
    {
        var json = $$"""{"id":"VW/1?#","type":"com.twilio.voice.status-callback.call.ringing","time":"2026-11-21T10:00:00Z","data":{"call_sid":"{{callSid}}"} }""";

        await ProcessAsync("y", json);
        await ProcessAsync("y", json);

        var call = await Scene.RecordAsync(callSid);
        Assert.Null(call.Summary);
        Assert.Equal(new KeptEvent("VW/1?#", "com.twilio.voice.status-callback.call.ringing", new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero), json) { AccountSid = accountSid }, Assert.Single(call.Events));
        Assert.Single(await Scene.EntriesAsync(callSid));
    }

    [Fact]
    public async Task EventOfNoCall_IsKeptWithItsAccountsDay()
    {
        var json = """{"id":"NO1","type":"com.twilio.error-logs.error.logged","time":"2026-11-21T10:00:00Z","data":{"error_code":11200}}""";

        await ProcessAsync("y", json);
        await ProcessAsync("y", json);

        var page = await new EventStore(storage.Tables).ListAsync(accountSid, new DateOnly(2026, 11, 21), 10, null, CancellationToken.None);
        Assert.Equal(json, Assert.Single(page!.Items).Json);
    }

    [Fact]
    public async Task CallNobodyKnows_IsNull() =>
        Assert.Null(await storage.Calls.FindAsync(Sids.New("CA"), CancellationToken.None));

    [Theory]
    [InlineData("voice.unheard-of", "CallSid=CA1")]
    [InlineData(EnvelopeKinds.VoiceIncoming, "CallSid=CA1")]
    [InlineData(EnvelopeKinds.VoiceIncoming, "{}")]
    [InlineData(EnvelopeKinds.VoiceRecordingStatus, "CallSid=CA1")]
    [InlineData(EnvelopeKinds.ProxyCallback, "inboundResourceSid=CA1")]
    [InlineData(EnvelopeKinds.ProxyIntercept, "interactionSid=KI1")]
    public async Task MessageThatIsNone_WillNeverBeOne(string type, string payload) =>
        await Assert.ThrowsAsync<InvalidDataException>(() => ProcessAsync(type, payload));

    [Fact]
    public async Task StatusWithoutACall_WillNeverHaveOne() =>
        await Assert.ThrowsAsync<InvalidDataException>(() => Scene.ProcessAsync(Callbacks.Message(EnvelopeKinds.VoiceStatus, accountSid, null, "CallStatus=ringing")));

    [Fact]
    public async Task CallKnownByItsStatusesAlone_IsInTheListOfItsDay()
    {
        await ProcessAsync(EnvelopeKinds.VoiceStatus, Status("ringing", 1, Callbacks.Noon.AddSeconds(3)));
        await ProcessAsync(EnvelopeKinds.VoiceStatus, Status("initiated", 0, Callbacks.Noon));
        await ProcessAsync(EnvelopeKinds.VoiceStatus, Status("completed", 3, Callbacks.Noon.AddSeconds(20), ("CallDuration", "12")));

        var page = await new CallIndex(storage.Tables).ListAsync(accountSid, new DateOnly(2026, 11, 21), CallFilter.None, 10, null, CancellationToken.None);
        var listed = Assert.Single(page!.Items);
        Assert.Equal((callSid, "completed", "+1", "+2", 12), (listed.CallSid, listed.State, listed.From, listed.To, listed.Duration));
        Assert.Equal((Callbacks.Noon, Callbacks.Noon.AddSeconds(20)), (listed.StartTime, listed.EndTime));
        Assert.Null(listed.Stage);
    }

    [Fact]
    public async Task AllThatTwilioSent_ComesBack()
    {
        var form = Status("completed", 3, Callbacks.Noon, ("SipResponseCode", "487"), ("ErrorCode", "31003"), ("AnsweredBy", "human"), ("Unheard-Of", "ä/😀")) + "&CallSid=CA2&Raw=%FF&Odd=%zz&Large=" + new string('x', 100_000);

        await ProcessAsync(EnvelopeKinds.VoiceStatus, form);

        var status = Assert.Single((await Scene.RecordAsync(callSid)).Statuses);
        Assert.Equal(form, status.Form);
        Assert.Equal((487, 31003, "human", "ä/😀"), (status.SipResponseCode, status.ErrorCode, status.AnsweredBy, status.Parameters["Unheard-Of"]));
        Assert.Equal([callSid, "CA2"], status.Parameters.GetValues("CallSid"));
    }

    [Fact]
    public async Task StatusThatDiffersInAnything_IsAnother_AndTheSameIsOne()
    {
        await ProcessAsync(EnvelopeKinds.VoiceStatus, Status("completed", 3, Callbacks.Noon), Callbacks.Noon.AddSeconds(9));
        await ProcessAsync(EnvelopeKinds.VoiceStatus, Status("completed", 3, Callbacks.Noon), Callbacks.Noon.AddSeconds(2));
        await ProcessAsync(EnvelopeKinds.VoiceStatus, Status("completed", 3, Callbacks.Noon), Callbacks.Noon.AddSeconds(5));
        await ProcessAsync(EnvelopeKinds.VoiceStatus, Status("completed", 3, Callbacks.Noon, ("Price", "1")), Callbacks.Noon.AddSeconds(7));

        var statuses = (await Scene.RecordAsync(callSid)).Statuses;

        Assert.Equal([2, 7], statuses.Select(status => status.ReceivedAt.Second).Order());
    }

    [Fact]
    public async Task NamesThatAreAsLongAsTheyMayBe_AreLegalKeys()
    {
        var sid = new string('S', TableKey.MaxPartLength);
        var odd = string.Concat(Enumerable.Repeat("/?#", 500));

        await Scene.ProcessAsync(Callbacks.Message(EnvelopeKinds.VoiceStatus, accountSid, sid, Callbacks.StatusForm(sid, odd, int.MaxValue)));
        await Scene.ProcessAsync(Callbacks.Message(EnvelopeKinds.VoiceRecordingStatus, accountSid, sid, Callbacks.Form(("CallSid", sid), ("RecordingSid", sid), ("RecordingStatus", odd))));
        await Scene.ProcessAsync(Callbacks.Message(EnvelopeKinds.ProxyCallback, accountSid, null, Callbacks.Form(("interactionSid", sid), ("inboundResourceSid", sid), ("inboundResourceStatus", odd), ("interactionType", "Voice"))));

        var call = await Scene.RecordAsync(sid);
        Assert.Equal((odd, odd, odd), (call.Statuses[0].Status, call.Recordings[0].Status, call.Interactions[0].Inbound.Status));
    }

    [Fact]
    public async Task Recording_IsToldByItsLastState_WithTheReason()
    {
        foreach (var (sid, status, code) in ((string, string, string?)[])
            [("RE1", "completed", null), ("RE1", "in-progress", null), ("RE2", "absent", "16101"), ("RE3", "absent", "16102"), ("RE4", "failed", "12345")])
            await ProcessAsync(EnvelopeKinds.VoiceRecordingStatus, Callbacks.Form(("CallSid", callSid), ("AccountSid", accountSid), ("RecordingSid", sid), ("RecordingStatus", status), ("ErrorCode", code)));

        var recordings = CallStory.Of(await Scene.RecordAsync(callSid)).Recordings.OrderBy(recording => recording.RecordingSid).ToList();

        Assert.Equal(["completed", "absent", "absent", "failed"], recordings.Select(recording => recording.Latest.Status));
        Assert.Null(recordings[0].Latest.Reason);
        Assert.Contains("too short", recordings[1].Latest.Reason, StringComparison.Ordinal);
        Assert.Contains("silent", recordings[2].Latest.Reason, StringComparison.Ordinal);
        Assert.Contains("12345", recordings[3].Latest.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConferencesRecording_IsKeptWithTheConference_AndOneOfNothingAlone()
    {
        var (conferenceSid, recordingSid) = (Sids.New("CF"), Sids.New("RE"));

        await Scene.ProcessAsync(Callbacks.Message(EnvelopeKinds.VoiceRecordingStatus, accountSid, null, Callbacks.Form(("ConferenceSid", conferenceSid), ("RecordingSid", "RE1"))));
        await Scene.ProcessAsync(Callbacks.Message(EnvelopeKinds.VoiceRecordingStatus, accountSid, null, Callbacks.Form(("RecordingSid", recordingSid))));

        Assert.Equal("RE1", Assert.Single((await Scene.RecordAsync(conferenceSid)).Recordings).RecordingSid);
        Assert.Single((await Scene.RecordAsync(recordingSid)).Recordings);
        Assert.Empty(await Scene.EntriesAsync(conferenceSid));
    }

    [Fact]
    public async Task VoiceInteraction_IsKeptWithBothCalls()
    {
        var outbound = Sids.New("CA");
        var form = Interaction("VOICE", callSid, outbound, """{"duration":"5"}""");

        await ProcessAsync(EnvelopeKinds.ProxyCallback, form);

        foreach (var sid in (string[])[callSid, outbound])
        {
            var interaction = Assert.Single((await Scene.RecordAsync(sid)).Interactions);
            Assert.Equal(("VOICE", """{"duration":"5"}"""), (interaction.Type, interaction.DataJson));
            Assert.Single(await Scene.EntriesAsync(sid));
        }
    }

    [Fact]
    public async Task MessageInteraction_IsKeptWithTheMessage_AndInNoListOfCalls()
    {
        var messageSid = Sids.New("SM");

        await ProcessAsync(EnvelopeKinds.ProxyCallback, Interaction("message", messageSid, null, "no {json"));
        await ProcessAsync(EnvelopeKinds.ProxyIntercept, new BlockedInteraction("a word that is not allowed", Interaction("message", messageSid, null, "")).Serialize());

        var interactions = (await Scene.RecordAsync(messageSid)).Interactions;
        Assert.Equal(["a word that is not allowed", null], interactions.Select(interaction => interaction.BlockedReason).OrderDescending());
        Assert.Contains(interactions, interaction => interaction is { Data: "no {json", DataJson: null });
        Assert.Empty(await Scene.EntriesAsync(messageSid));
    }

    [Fact]
    public async Task RunThatDiedBetweenTheCallAndItsEntry_IsFinishedByTheNextTry()
    {
        var message = Callbacks.Message(EnvelopeKinds.VoiceStatus, accountSid, callSid, Status("ringing", 1, Callbacks.Noon));
        await Scene.ProcessAsync(message);
        var entry = Assert.Single(await Scene.EntriesAsync(callSid));
        await storage.Tables.GetTableClient(TableNames.CallIndex).DeleteEntityAsync(entry.PartitionKey, entry.RowKey, ETag.All);

        await Scene.ProcessAsync(message);

        Assert.Single(await Scene.EntriesAsync(callSid));
    }

    [Fact]
    public async Task Callback_CostsFourRequestsWhereTheListChanges_TwoWhereItDoesNot_AndOneMoreForTheFirstOfItsCall()
    {
        var counted = new CountedRequests();
        var options = new TableClientOptions();
        options.AddPolicy(counted, HttpPipelinePosition.PerCall);
        var scene = new CallScene(storage, new TableServiceClient(storage.ConnectionString, options));

        await scene.ProcessAsync(Callbacks.Message(EnvelopeKinds.VoiceStatus, accountSid, callSid, Status("ringing", 1, Callbacks.Noon)));
        var first = counted.Count;
        await scene.ProcessAsync(Callbacks.Message(EnvelopeKinds.VoiceStatus, accountSid, callSid, Status("in-progress", 2, Callbacks.Noon.AddSeconds(1))));
        var second = counted.Count;
        await scene.ProcessAsync(Callbacks.Message(EnvelopeKinds.VoiceStatus, accountSid, callSid, Status("in-progress", 2, Callbacks.Noon.AddSeconds(1), ("StirStatus", "B"))));

        Assert.Equal((5, 4, 2), (first, second - first, counted.Count - second));
    }

    [Fact]
    public async Task SameCallbackInAnySpelling_IsOneRow()
    {
        (string, string)[] parameters = [("CallSid", callSid), ("CallStatus", "ringing"), ("SequenceNumber", "1"), ("From", "+15005550001"), ("CallerName", "a b's"), ("Empty", "")];
        var random = new Random(1);
        for (var spelling = 0; spelling < 60; spelling++)
        {
            var pairs = parameters.Concat(random.GetItems(parameters, random.Next(3))).ToArray();
            random.Shuffle(pairs);
            var form = string.Join('&', pairs.Select(pair => $"{pair.Item1}={Spell(pair.Item2, random)}"));
            await ProcessAsync(EnvelopeKinds.VoiceStatus, form, Callbacks.Noon.AddSeconds(spelling));
        }

        Assert.Equal(Callbacks.Noon, Assert.Single((await Scene.RecordAsync(callSid)).Statuses).ReceivedAt);
    }

    [Fact]
    public async Task CallbackThatTheVersionBeforeKept_IsFoundByItsFormerKey()
    {
        var message = Callbacks.Message(EnvelopeKinds.VoiceStatus, accountSid, callSid, Status("ringing", 1, Callbacks.Noon));
        var callback = StatusCallbackColumns.Write(callSid, message);
        callback.Row.RowKey = callback.FormerKey;
        await storage.Tables.GetTableClient(TableNames.Calls).AddEntityAsync(callback.Row);

        await Scene.ProcessAsync(message);

        Assert.Single((await Scene.RecordAsync(callSid)).Statuses);
        Assert.Single(await Scene.EntriesAsync(callSid));
    }

    [Theory]
    [InlineData(EnvelopeKinds.VoiceStatus)]
    [InlineData(EnvelopeKinds.VoiceIncoming)]
    [InlineData(EnvelopeKinds.ProxyIntercept)]
    public async Task EventWhoseTypeIsSpelledLikeAKind_IsAnEvent(string type)
    {
        var json = $$"""{"id":"EZ1","type":"{{type}}","time":"2026-11-21T10:00:00Z","data":{"call_sid":"{{callSid}}"} }""";

        await Scene.ProcessAsync(Callbacks.Message(type, accountSid, callSid, json) with { Kind = EnvelopeKinds.Event });

        var call = await Scene.RecordAsync(callSid);
        Assert.Equal(type, Assert.Single(call.Events).Type);
        Assert.Empty(call.Statuses);
    }

    [Fact]
    public async Task MessageOfAKindThatThisVersionDoesNotKnow_IsRefused() =>
        await Assert.ThrowsAsync<InvalidDataException>(() => Scene.ProcessAsync(Callbacks.Message("t", accountSid, callSid, "{}") with { Kind = "a later kind" }));

    [Fact]
    public async Task EventWithoutATime_IsOneRowHoweverOftenItIsDelivered()
    {
        var json = $$"""{"id":"NO1","type":"com.example.any","data":{"account_sid":"{{accountSid}}"} }""";

        await ProcessAsync("com.example.any", json, Callbacks.Noon);
        await ProcessAsync("com.example.any", json, Callbacks.Noon.AddDays(1));

        var events = new EventStore(storage.Tables);
        Assert.Single((await events.ListAsync(accountSid, new DateOnly(2026, 11, 21), 10, null, CancellationToken.None))!.Items);
        Assert.Empty((await events.ListAsync(accountSid, new DateOnly(2026, 11, 22), 10, null, CancellationToken.None))!.Items);
    }

    private static string Spell(string value, Random random) => string.Concat(value.Select(character => (random.Next(3), character) switch
    {
        (0, _) => $"%{(int)character:x2}",
        (_, ' ') => "+",
        (1, _) => Uri.EscapeDataString(character.ToString()),
        (_, '+' or '\'') => $"%{(int)character:X2}",
        _ => character.ToString(),
    }));

    private Task ProcessAsync(string type, string payload, DateTimeOffset? receivedAt = null) =>
        Scene.ProcessAsync(Callbacks.Message(type, accountSid, callSid, payload, receivedAt));

    private string Status(string status, int? sequence, DateTimeOffset time, params IEnumerable<(string Name, string? Value)> more) =>
        Callbacks.StatusForm(callSid, status, sequence, time, [("AccountSid", accountSid), ("From", "+1"), ("To", "+2"), .. more]);

    private string Interaction(string type, string inbound, string? outbound, string data) => Callbacks.Form(
        ("interactionSid", Sids.New("KI")), ("interactionAccountSid", accountSid), ("interactionType", type), ("interactionData", data),
        ("inboundResourceSid", inbound), ("outboundResourceSid", outbound));
}
