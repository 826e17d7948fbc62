using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Messages;

namespace TwilioFunctions.Core.Tests.Calls;

/// <summary>The list of a day's calls, and what it can be narrowed to.</summary>
[Collection(AzuriteTests.Name)]
public sealed class CallIndexTests(StorageFixture storage)
{
    private static readonly DateOnly Day = new(2026, 11, 21);

    private readonly string accountSid = Sids.New("AC");

    [Fact]
    public async Task Filters_NarrowTheList()
    {
        var answered = await CallAsync("completed", "inbound", "+15005550001", "client:o'bob");
        var busy = await CallAsync("busy", "outbound-api", "client:o'bob", "+15005550002");
        var tagged = await SummaryAsync("""["high_jitter","silence"]""");
        await SummaryAsync("""["silence","a tag that no column can bear"]""");

        Assert.Equal([busy], await ListAsync(new CallFilter { State = "busy" }));
        Assert.Equal([answered], await ListAsync(new CallFilter { Direction = "inbound" }));
        Assert.Equal([answered], await ListAsync(new CallFilter { Number = "+15005550001" }));
        Assert.Equal(new[] { answered, busy }.Order(), await ListAsync(new CallFilter { Number = "client:o'bob" }));
        Assert.Equal([busy], await ListAsync(new CallFilter { Number = "client:o'bob", State = "busy", Direction = "outbound-api" }));
        Assert.Equal([tagged], await ListAsync(new CallFilter { Tag = "high_jitter" }));
        Assert.Equal(2, (await ListAsync(new CallFilter { Tag = "silence" })).Count);
        Assert.Empty(await ListAsync(new CallFilter { Tag = "silenc" }));
        Assert.Empty(await ListAsync(new CallFilter { State = "busy' or 1 eq 1 or State eq '" }));
        Assert.Equal(4, (await ListAsync(CallFilter.None)).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("x eq true or 1 eq 1")]
    public async Task TagThatIsNone_IsRefused(string tag)
    {
        Assert.False(CallFilter.IsTag(tag));
        await Assert.ThrowsAsync<ArgumentException>(() => ListAsync(new CallFilter { Tag = tag }));
    }

    private async Task<string> CallAsync(string status, string direction, string from, string to)
    {
        var callSid = Sids.New("CA");
        var form = Callbacks.StatusForm(callSid, status, 3, Callbacks.Noon, ("AccountSid", accountSid), ("Direction", direction), ("From", from), ("To", to));
        await new CallScene(storage).ProcessAsync(Callbacks.Message(EnvelopeKinds.VoiceStatus, accountSid, callSid, form));
        return callSid;
    }

    private async Task<string> SummaryAsync(string tags)
    {
        var callSid = Sids.New("CA");
        const string type = "com.twilio.voice.insights.call-summary.complete";
        var json = $$"""{"id":"EZ1","type":"{{type}}","time":"2026-11-21T10:00:00Z","data":{"call_sid":"{{callSid}}","account_sid":"{{accountSid}}","start_time":"2026-11-21T10:00:00Z","tags":{{tags}} } }""";
        await new CallScene(storage).ProcessAsync(Callbacks.Message(type, accountSid, callSid, json));
        return callSid;
    }

    private async Task<IReadOnlyList<string>> ListAsync(CallFilter filter)
    {
        var page = await new CallIndex(storage.Tables).ListAsync(accountSid, Day, filter, 100, null, CancellationToken.None);
        return [.. page!.Items.Select(call => call.CallSid).Order()];
    }
}
