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

    private static EventBatch ParseWith(string member, string value)
    {
        var names = new Dictionary<string, string> { ["id"] = "EZ1", ["type"] = "t", ["call_sid"] = "CA1", ["account_sid"] = "AC1", [member] = value };
        return EventBatch.Parse(JsonSerializer.SerializeToUtf8Bytes(new[]
        {
            new { id = names["id"], type = names["type"], data = new { call_sid = names["call_sid"], account_sid = names["account_sid"] } },
        }));
    }
}
