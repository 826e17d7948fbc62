using System.Text;
using TwilioFunctions.Core.Bindings;

namespace TwilioFunctions.Core.Tests.Bindings;

public sealed class BindingReaderTests
{
    private const string Account = "AC00000000000000000000000000000001";

    [Fact]
    public void ChannelThatIsOff_IsRefusedWithTheSettingThatIsMissing()
    {
        var reading = Registered.Reader("apns").Read(
            """{"channel":"apns","apns":{"deviceToken":"00","bundleId":"a","environment":"production","pushType":"voip"}}"""u8.ToArray(), Account, "bob", "phone");

        Assert.Equal([new BindingProblem("channel", "Channels__apns is not set.")], reading.Problems);
        Assert.Null(reading.Binding);
    }

    [Theory]
    [InlineData("https://example.com/", true)]
    [InlineData("http://127.0.0.1:7099/hook", true)]
    [InlineData("http://127.0.0.1:7098/hook", false)]
    [InlineData("http://example.com/", false)]
    [InlineData("https://10.0.0.1/", false)]
    public void WebhookUrl_IsOneThatTheChannelMaySendTo(string url, bool accepted)
    {
        var json = $$$"""{"channel":"webhook","webhook":{"url":"{{{url}}}","secret":"{{{Registered.Secret}}}"}}""";

        var reading = Registered.Reader().Read(Encoding.UTF8.GetBytes(json), Account, "bob", "phone");

        Assert.Equal(accepted ? [] : ["webhook.url"], reading.Problems.Select(problem => problem.Field));
    }

    [Fact]
    public void ByteOrderMark_IsSkipped() =>
        Assert.NotNull(Registered.Reader().Read(Encoding.UTF8.GetBytes("\uFEFF" + """{"channel":"webpubsub"}"""), Account, "bob", "phone").Binding);

    [Fact]
    public void Batch_KeepsTheOrderAndSaysWhatIsWrongWithEach()
    {
        var batch = Read("""
            {"operations":[
              {"upsert":{"identity":"bob/1","bindingId":"phone","channel":"webpubsub"}},
              {"delete":{"identity":"bob/1","bindingId":"old"}},
              {"upsert":{"identity":"bob","bindingId":"a/b","channel":"fcm","fcm":{}}},
              {"upsert":{"channel":"webpubsub"}},
              {"upsert":{"identity":"bob","bindingId":"pad","channel":"apns","apns":{"deviceToken":"00","bundleId":"a","environment":"production","pushType":"voip"}}},
              {"delete":{"identity":"bob","binding":"x"}},
              {"upsert":{},"delete":{}},
              {"remove":{}},
              {},
              7
            ]}
            """, off: "apns");

        Assert.Null(batch.Problem);
        string[][] expected =
        [
            [], [], ["upsert.bindingId", "upsert.fcm.registrationToken"], ["upsert.identity", "upsert.bindingId"], ["upsert.channel"],
            ["delete.binding", "delete.bindingId"], [""], ["remove"], [""], [""],
        ];
        Assert.Equal(expected, batch.Operations.Select(operation => operation.Problems.Select(problem => problem.Field).ToArray()));
        Assert.Equal(("bob/1", "phone"), (batch.Operations[0].Binding!.Identity, batch.Operations[0].Binding!.BindingId));
        Assert.Equal(("bob/1", "old", null), (batch.Operations[1].Identity, batch.Operations[1].BindingId, batch.Operations[1].Binding));
        Assert.Equal(("bob", null), (batch.Operations[2].Identity, batch.Operations[2].BindingId));
        Assert.Equal(("bob", "pad"), (batch.Operations[4].Identity, batch.Operations[4].BindingId));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("{", "")]
    [InlineData("[]", "")]
    [InlineData("{}", "operations")]
    [InlineData("""{"operations":[]}""", "operations")]
    [InlineData("""{"operations":{}}""", "operations")]
    [InlineData("""{"operation":[]}""", "operation")]
    public void BodyThatIsNoBatch_IsRefusedAsAWhole(string body, string field)
    {
        var batch = Read(body);

        Assert.Equal(field, batch.Problem?.Field);
        Assert.Empty(batch.Operations);
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public void Batch_HasUpToAThousandOperations(int count, bool accepted) =>
        Assert.Equal(accepted, Read($$"""{"operations":[{{string.Join(',', Enumerable.Repeat("{}", count))}}]}""").Problem is null);

    [Fact]
    public void BytesThatAreNotUtf8_AreRefused() =>
        Assert.Contains("UTF-8", Registered.Reader().ReadBatch(new byte[] { (byte)'"', 0xFF, (byte)'"' }, Account).Problem!.Detail, StringComparison.Ordinal);

    [Fact]
    public void BodyThatIsTooLong_IsRefused() =>
        Assert.NotNull(Registered.Reader().ReadBatch(new byte[BindingReader.MaxBodyBytes + 1], Account).Problem);

    private static BindingBatch Read(string body, params string[] off) => Registered.Reader(off).ReadBatch(Encoding.UTF8.GetBytes(body), Account);
}
