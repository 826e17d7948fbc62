using System.Text;
using TwilioFunctions.Core.EventStreams;

namespace TwilioFunctions.Core.Tests.EventStreams;

public sealed class EventBatchTests
{
    private const string Summary = """{"id":"EZ1","type":"com.twilio.voice.insights.call-summary.complete","data":{"call_sid":"CA1","account_sid":"AC1"}}""";
    private const string Other = """{"id":"EZ2","type":"com.twilio.error-logs.error.logged","data":{"account_sid":"AC1"}}""";

    [Theory]
    [InlineData("", "", "empty")]
    [InlineData("\"text\"", "", "a string")]
    [InlineData("null", "", "null")]
    [InlineData("{\"id\"", "", "(line 1")]
    [InlineData("[1]", "/0", "an object, this is a number")]
    [InlineData("{}", "/type", "has a type")]
    [InlineData("""{"type":"t"}""", "/id", "has an id")]
    [InlineData("""[{"type":7,"id":"EZ1"}]""", "/0/type", "has a type")]
    [InlineData("""[{"type":"t","id":"\ud800"}]""", "/0/id", "has an id")]
    [InlineData("""[{"id":"EZ1","type":"com.twilio.voice.insights.call-summary.partial"}]""", "/0/data", "JSON object")]
    [InlineData("""[{"id":"EZ1","type":"com.twilio.voice.insights.call-summary.partial","data":"{"}]""", "/0/data", "JSON object")]
    [InlineData("""[{"id":"EZ1","type":"com.twilio.voice.insights.call-summary.partial","data":{}}]""", "/0/data/call_sid", "call_sid")]
    public void MalformedBody_SaysWhatAndWhere(string body, string location, string detail)
    {
        var batch = EventBatch.Parse(Encoding.UTF8.GetBytes(body));

        Assert.Empty(batch.Events);
        var problem = Assert.Single(batch.Problems);
        Assert.Equal(location, problem.Location);
        Assert.Contains(detail, problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void InvalidUtf8_IsAProblem() =>
        Assert.Contains("UTF-8", Assert.Single(EventBatch.Parse(new byte[] { (byte)'[', 0xFF, (byte)']' }).Problems).Detail, StringComparison.Ordinal);

    [Fact]
    public void EmptyArray_IsNoProblem()
    {
        var batch = EventBatch.Parse("[]"u8.ToArray());

        Assert.Empty(batch.Events);
        Assert.Empty(batch.Problems);
    }

    [Fact]
    public void BadElement_LeavesTheGoodOnes()
    {
        var batch = EventBatch.Parse(Encoding.UTF8.GetBytes($"[{Summary},7,{Other}]"));

        Assert.Equal(["EZ1", "EZ2"], batch.Events.Select(@event => @event.Id));
        Assert.Equal("/1", Assert.Single(batch.Problems).Location);
    }

    [Theory]
    [InlineData("""{"call_sid":"CA1","account_sid":"AC1"}""")]
    [InlineData("\"{\\\"call_sid\\\":\\\"CA1\\\",\\\"account_sid\\\":\\\"AC1\\\"}\"")]
    public void Data_IsReadAsObjectAndAsString(string data)
    {
        var body = $$"""{"id":"EZ1","type":"com.twilio.voice.insights.call-summary.partial","data":{{data}} }""";

        var @event = Assert.Single(EventBatch.Parse(Encoding.UTF8.GetBytes(body)).Events);

        Assert.Equal(("CA1", "AC1", body), (@event.CallSid, @event.AccountSid, @event.Json));
    }

    [Fact]
    public void ByteOrderMark_IsSkipped() => Assert.Single(EventBatch.Parse((byte[])[0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Summary)]).Events);

    [Fact]
    public void SinkTest_NamesItsAccountAsItsId()
    {
        const string AccountSid = "AC00000000000000000000000000000000";
        var body = $$"""[{"id":"{{AccountSid}}","type":"com.twilio.eventstreams.test-event","data":{"test_id":"1"} }]""";

        Assert.Equal([AccountSid], EventBatch.Parse(Encoding.UTF8.GetBytes(body)).AccountSids);
    }

    [Fact]
    public void DeepNesting_IsRefusedWithTheLimit()
    {
        var deepest = NestedEvent(EventBatch.MaxDepth - 2);
        var tooDeep = NestedEvent(EventBatch.MaxDepth - 1);

        Assert.Equal(deepest, Assert.Single(EventBatch.Parse(Encoding.UTF8.GetBytes($"[{deepest}]")).Events).Json);
        Assert.Contains("64 levels", Assert.Single(EventBatch.Parse(Encoding.UTF8.GetBytes($"[{tooDeep}]")).Problems).Detail, StringComparison.Ordinal);
        Assert.Single(EventBatch.Parse(Encoding.UTF8.GetBytes(new string('[', 1_000_000) + new string(']', 1_000_000))).Problems);

        static string NestedEvent(int levels) => $$"""{"id":"EZ1","type":"t","data":{{new string('[', levels)}}{{new string(']', levels)}} }""";
    }

    [Fact]
    public void ManyBadElements_AreCountedAndTheFirstAreNamed()
    {
        var batch = EventBatch.Parse(Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat('1', 100_000))}]"));

        Assert.Equal((100_000, EventBatch.MaxProblems), (batch.Malformed, batch.Problems.Count));
    }

    [Fact]
    public void HugeBody_IsTooLargeAndNotParsed() => Assert.Equal(1, EventBatch.Parse(new byte[EventBatch.MaxBodyBytes + 1]).TooLarge);
}
