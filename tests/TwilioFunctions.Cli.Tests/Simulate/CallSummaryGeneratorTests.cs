using System.Text.Json;
using TwilioFunctions.Cli.Simulate.CallSummaries;
using TwilioFunctions.Core.Calls;

namespace TwilioFunctions.Cli.Tests.Simulate;

public sealed class CallSummaryGeneratorTests
{
    private const string AccountSid = "AC00000000000000000000000000000000";
    private const int Calls = 300;

    private static readonly DateOnly Date = new(2026, 11, 21);

    [Fact]
    public void SameSeedAndDate_SameBytes()
    {
        var first = Generate(7, Date);
        var second = Generate(7, Date);

        Assert.Equal(first.Select(@event => Convert.ToHexString(@event.Body)), second.Select(@event => Convert.ToHexString(@event.Body)));
    }

    [Theory]
    [InlineData(8, 0)]
    [InlineData(7, 1)]
    public void OtherSeedOrDate_OtherCalls(int seed, int days)
    {
        var first = Generate(7, Date).Select(@event => @event.CallSid);
        var second = Generate(seed, Date.AddDays(days)).Select(@event => @event.CallSid);

        Assert.Empty(first.Intersect(second));
    }

    [Fact]
    public void EveryEvent_HasTheMembersOfTwiliosSample()
    {
        using var sample = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "payloads", "call-summary-predicted-complete.json")));
        var sampleEvent = sample.RootElement.ValueKind == JsonValueKind.Array ? sample.RootElement[0] : sample.RootElement;

        Assert.All(Generate(1, Date), @event =>
        {
            var written = EventOf(@event);
            Assert.Equal(NamesOf(sampleEvent), NamesOf(written));
            Assert.Equal(NamesOf(DataOf(sampleEvent)), NamesOf(DataOf(written)));
            foreach (var member in (string[])["from", "to", "properties"])
                Assert.Equal(NamesOf(DataOf(sampleEvent).GetProperty(member)), NamesOf(DataOf(written).GetProperty(member)));
        });
    }

    [Fact]
    public void Event_SaysWhatItsBodySays()
    {
        Assert.All(Generate(1, Date), @event =>
        {
            var written = EventOf(@event);
            Assert.Matches("^EZ[0-9a-f]{32}$", @event.Id);
            Assert.Matches("^CA[0-9a-f]{32}$", @event.CallSid);
            Assert.Equal(@event.Id, written.GetProperty("id").GetString());
            Assert.Equal(@event.Time, written.GetProperty("time").GetDateTimeOffset());
            Assert.Equal(@event.Stage, CallSummaryStages.OfType(written.GetProperty("type").GetString()!));
            Assert.Equal($"/v1/Voice/{@event.CallSid}/Summary", written.GetProperty("source").GetString());
            Assert.Equal(@event.CallSid, DataOf(written).GetProperty("call_sid").GetString());
            Assert.Equal(AccountSid, DataOf(written).GetProperty("account_sid").GetString());
        });
    }

    [Fact]
    public void Call_BecomesKnownBitByBit()
    {
        var generator = new CallSummaryGenerator(1, AccountSid, Date);

        for (var call = 0; call < Calls; call++)
        {
            var events = generator.NextCall();
            var versions = events.Select(@event => DataOf(EventOf(@event)).GetProperty("processing_version").GetInt32());
            var states = events.Select(@event => DataOf(EventOf(@event)).GetProperty("processing_state").GetString());
            Assert.Equal([CallSummaryStage.Partial, CallSummaryStage.PredictedComplete, CallSummaryStage.Complete], events.Select(@event => @event.Stage));
            Assert.Equal([1, 2, 3], versions);
            Assert.Equal(["partial", "partial", "complete"], states);
            Assert.Single(events.Select(@event => @event.CallSid).Distinct());
            Assert.Equal(events.Select(@event => @event.Time).Order(), events.Select(@event => @event.Time));
        }
    }

    [Fact]
    public void Calls_AreOfEveryKindAndConsistent()
    {
        var summaries = Generate(1, Date).Where(@event => @event.Stage == CallSummaryStage.Complete).Select(@event => DataOf(EventOf(@event))).ToArray();

        Assert.Equal(["carrier", "client", "sip", "trunking"], summaries.Select(summary => summary.GetProperty("call_type").GetString()).Distinct().Order());
        Assert.Equal(["busy", "canceled", "completed", "fail", "noanswer"], summaries.Select(summary => summary.GetProperty("call_state").GetString()).Distinct().Order());
        Assert.Contains(summaries, summary => summary.GetProperty("tags").GetArrayLength() > 0);
        Assert.All(summaries, summary =>
        {
            var start = summary.GetProperty("start_time").GetDateTime();
            Assert.Equal(Date, DateOnly.FromDateTime(start));
            Assert.Equal(DateTimeKind.Utc, start.Kind);
            Assert.Equal(summary.GetProperty("duration").GetInt32(), (summary.GetProperty("end_time").GetDateTime() - start).TotalSeconds);
            Assert.Equal(summary.GetProperty("call_state").GetString() == "completed", summary.GetProperty("connect_duration").GetInt32() > 0);
        });
    }

    [Fact]
    public void AnsweredCalls_HaveTheEdgesOfTheirType()
    {
        var answered = Generate(1, Date)
            .Where(@event => @event.Stage == CallSummaryStage.Complete)
            .Select(@event => DataOf(EventOf(@event)))
            .Where(summary => summary.GetProperty("call_state").GetString() == "completed");

        Assert.All(answered, summary => Assert.Equal(
            summary.GetProperty("call_type").GetString() switch
            {
                "carrier" => ["carrier_edge"],
                "client" => ["client_edge", "sdk_edge"],
                "sip" => ["sip_edge"],
                _ => ["carrier_edge", "sip_edge"],
            },
            summary.EnumerateObject().Where(member => member.Name.EndsWith("_edge", StringComparison.Ordinal) && member.Value.ValueKind == JsonValueKind.Object).Select(member => member.Name).Order()));
    }

    [Fact]
    public void Data_IsSometimesAStringSometimesAnObject()
    {
        var kinds = Generate(1, Date).Select(@event => EventOf(@event).GetProperty("data").ValueKind).Distinct().Order();

        Assert.Equal([JsonValueKind.Object, JsonValueKind.String], kinds);
    }

    private static SimulatedEvent[] Generate(int seed, DateOnly date)
    {
        var generator = new CallSummaryGenerator(seed, AccountSid, date);
        return [.. Enumerable.Range(0, Calls).SelectMany(_ => generator.NextCall())];
    }

    private static JsonElement EventOf(SimulatedEvent @event)
    {
        var body = JsonElement.Parse(@event.Body);
        return Assert.Single(body.EnumerateArray());
    }

    private static JsonElement DataOf(JsonElement @event)
    {
        var data = @event.GetProperty("data");
        return data.ValueKind == JsonValueKind.String ? JsonElement.Parse(data.GetString()!) : data;
    }

    private static IEnumerable<string> NamesOf(JsonElement element) => element.EnumerateObject().Select(member => member.Name);
}
