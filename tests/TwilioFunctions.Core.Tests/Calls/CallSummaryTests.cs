using System.Text;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.EventStreams;

namespace TwilioFunctions.Core.Tests.Calls;

public sealed class CallSummaryTests
{
    [Fact]
    public async Task TwiliosExample_IsReadIntoTypedFields()
    {
        var body = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "payloads", "call-summary-predicted-complete.json"));

        var summary = CallSummary.Of(Assert.Single(EventBatch.Parse(body).Events));

        Assert.Equal("CA00000000000000000000000000000000", summary.CallSid);
        Assert.Equal("AC00000000000000000000000000000000", summary.AccountSid);
        Assert.Equal(CallSummaryStage.PredictedComplete, summary.Stage);
        Assert.Equal(("canceled", "client", "outbound_api"), (summary.State, summary.Type, summary.Direction));
        Assert.Equal(("+55555555", "client:SOMECLIENT"), (summary.From, summary.To));
        Assert.Equal(new DateTimeOffset(2020, 7, 23, 22, 56, 28, TimeSpan.Zero), summary.StartTime);
        Assert.Equal((0, 0, 0, 0), (summary.Duration, summary.ConnectDuration, summary.LastSipResponse, summary.PostDialDelay));
        Assert.Equal(("partial", 1), (summary.ProcessingState, summary.ProcessingVersion));
        Assert.Contains("\"lon\":-0.0", summary.Json, StringComparison.Ordinal);
    }

    [Fact]
    public void QualityAtEachEdge_IsRead()
    {
        var summary = Read("""
            {"call_sid":"CA1","tags":["high_jitter",null,7,"silence"],
             "carrier_edge":{"metrics":{"inbound":{"codec_name":"pcmu","packets_lost":3,"packets_loss_percentage":0.5,"jitter":{"max":20.5,"avg":"1.25"}}}},
             "sdk_edge":{"metrics":{"outbound":{"mos":{"avg":4.2},"latency":{"avg":40,"max":90}}}}}
            """);

        Assert.Equal(["high_jitter", "silence"], summary.Tags);
        Assert.Equal(
            [
                new EdgeQuality("carrier", "inbound") { CodecName = "pcmu", PacketsLost = 3, PacketLossPercentage = 0.5, JitterMax = 20.5, JitterAvg = 1.25 },
                new EdgeQuality("sdk", "outbound") { Mos = 4.2, LatencyAvg = 40, LatencyMax = 90 },
            ],
            summary.Quality);
    }

    [Theory]
    [InlineData("""{"call_sid":"CA1"}""")]
    [InlineData("""{"call_sid":"CA1","from":null,"to":[],"properties":"x","tags":{},"duration":"ten","start_time":"yesterday","carrier_edge":7}""")]
    [InlineData("""{"call_sid":"CA1","duration":1e300,"start_time":"0001-01-01T00:00:00Z","call_state":5}""")]
    public void MissingAndStrangeFields_AreNull(string data)
    {
        var summary = Read(data);

        Assert.Null(summary.State);
        Assert.Null(summary.Duration);
        Assert.Null(summary.StartTime);
        Assert.Empty(summary.Quality);
    }

    // https://www.twilio.com/docs/events/event-types/voice-insights/call-summary
    [Theory]
    [InlineData("""{"caller":"+15005550001","callee":"+15005550002"}""", """{"caller":"+15005550001","callee":"+15005550002"}""")]
    [InlineData("""{"caller":"+15005550001"}""", """{"callee":"+15005550002"}""")]
    [InlineData("""{"caller":"+15005550001"}""", """{"caller":"+15005550002"}""")]
    public void PartiesAndParentCall_AreReadInEverySchemaVersion(string from, string to)
    {
        var summary = Read($$"""{"call_sid":"CA1","parent_call_sid":"CA2","from":{{from}},"to":{{to}}}""");

        Assert.Equal(("+15005550001", "+15005550002", "CA2"), (summary.From, summary.To, summary.ParentCallSid));
        Assert.Equal("CA2", CallStory.Of(new CallRecord("CA1") { Summary = summary }).ParentCallSid);
    }

    private static CallSummary Read(string data) => CallSummary.Of(Assert.Single(EventBatch.Parse(
        Encoding.UTF8.GetBytes($$"""{"id":"EZ1","type":"com.twilio.voice.insights.call-summary.complete","data":{{data}}}""")).Events));
}
