using System.Text;
using System.Text.Json;
using TwilioFunctions.Core.EventStreams;

namespace TwilioFunctions.Core.Tests.EventStreams;

public sealed class CloudEventTests
{
    [Theory]
    [InlineData("id", "/0/id")]
    [InlineData("type", "/0/type")]
    [InlineData("call_sid", "/0/data/call_sid")]
    [InlineData("account_sid", "/0/data/account_sid")]
    public void NameThatNoKeyCanHold_IsAProblem(string member, string location)
    {
        Assert.Single(ParseWith(member, new string('x', 255)).Events);
        Assert.Single(ParseWith(member, new string('/', 51)).Events);

        Assert.Equal(location, Assert.Single(ParseWith(member, new string('x', 256)).Problems).Location);
        Assert.Equal(location, Assert.Single(ParseWith(member, new string('/', 52)).Problems).Location);
    }

    [Theory]
    [InlineData("""{"id":"EZ1","type":"t","data":{"call_sid":"CA1"},"\ud800\ud800\ud800":1}""")]
    [InlineData("""{"\udc00":1,"id":"EZ1","type":"t","data":{"call_sid":"CA1","call\ud800_sid__":2}}""")]
    public void MemberNameWithHalfASurrogatePair_HidesNoOtherMember(string body)
    {
        var @event = Assert.Single(EventBatch.Parse(Encoding.UTF8.GetBytes(body)).Events);

        Assert.Equal(("EZ1", "t", "CA1"), (@event.Id, @event.Type, @event.CallSid));
        Assert.Equal(body, @event.Json);
    }

    // The data of Twilio's own samples: https://www.twilio.com/docs/events/event-types.
    [Theory]
    [InlineData("""{"sid":"CA00000000000000000000000000000001","eventSid":"VW1","request":{"method":"POST","parameters":{}}}""", "CA00000000000000000000000000000001")]
    [InlineData("""{"sid":"NO00000000000000000000000000000001","correlation_sid":"CA00000000000000000000000000000002","level":"ERROR"}""", "CA00000000000000000000000000000002")]
    [InlineData("""{"sid":"NO00000000000000000000000000000001","correlation_sid":"SM1","payload":{"resource_sid":"CA00000000000000000000000000000003"}}""", "CA00000000000000000000000000000003")]
    [InlineData("""{"sid":"NO00000000000000000000000000000001","correlation_sid":"SM00000000000000000000000000000001"}""", null)]
    [InlineData("""{"sid":"CAnot-a-sid"}""", null)]
    [InlineData("""{"parent_call_sid":"CA00000000000000000000000000000001"}""", null)]
    [InlineData("""{"call_sid":"CA1","sid":"CA00000000000000000000000000000001"}""", "CA1")]
    public void Call_IsTheOneThatTheEventNamesWhateverTheMember(string data, string? callSid)
    {
        var @event = CloudEvent.Parse($$"""{"id":"EZ1","type":"t","data":{{data}}}""");

        Assert.Equal(callSid, @event.CallSid);
    }

    private static EventBatch ParseWith(string member, string value)
    {
        var names = new Dictionary<string, string> { ["id"] = "EZ1", ["type"] = "t", ["call_sid"] = "CA1", ["account_sid"] = "AC1", [member] = value };
        return EventBatch.Parse(JsonSerializer.SerializeToUtf8Bytes(new[]
        {
            new { id = names["id"], type = names["type"], data = new { call_sid = names["call_sid"], account_sid = names["account_sid"] } },
        }));
    }
}
