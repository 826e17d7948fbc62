using System.Xml.Linq;
using TwilioFunctions.Core.Voice;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Core.Tests.Voice;

/// <summary>Each kind of action makes the TwiML that Twilio's npm package makes for the same.</summary>
public sealed class CallTwimlTests
{
    private const string Base = "https://calls.example.com/api/twilio/";
    private const string Events = "initiated ringing answered completed";
    private const string OddUrl = "HTTPS://Example.com:443/ä%20b.mp3?x=1&y=%41|";
    private const string Odd = """O'Neil & <Zoë> "ops" 😀""";

    private static readonly object Status = new { statusCallbackEvent = Events, statusCallback = Base + "voice/status" };

    private static readonly WebhookUrls Urls = WebhookUrls.Of("https://calls.example.com", new Uri("http://localhost:7071/api/twilio/voice/incoming"));

    [Fact]
    public void NotificationsThatNeedASecret_AreLeftToTheVoiceClientConfiguration()
    {
        var urls = WebhookUrls.Of("https://calls.example.com", new Uri("http://localhost:7071/api/twilio/voice/incoming"), notificationsNeedSecret: true);

        var client = XElement.Parse(CallTwiml.Of(new CallAction { Kind = CallActionKind.DialClient, Identity = "bob" }, urls).ToString()).Element("Dial")!.Element("Client")!;

        Assert.Equal(["statusCallback", "statusCallbackEvent"], client.Attributes().Select(attribute => attribute.Name.LocalName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task EachKind_IsWhatTwiliosPackageMakes()
    {
        const string RecordingEvents = "in-progress completed absent";
        (CallAction Action, TwimlElement[] Expected)[] cases =
        [
            (new() { Kind = CallActionKind.DialClient, Identity = Odd, CallerId = "+15550009999", Timeout = 20, Parameters = { ["team"] = Odd, ["empty"] = "" } },
            [
                new("dial", new { answerOnBridge = true, callerId = "+15550009999", timeout = 20 }, null, new TwimlElement(
                    "client",
                    new { statusCallbackEvent = Events, statusCallback = Base + "voice/status", clientNotificationUrl = Base + "call-notifications" },
                    null,
                    new TwimlElement("identity", Text: Odd),
                    new TwimlElement("parameter", new { name = "team", value = Odd }),
                    new TwimlElement("parameter", new { name = "empty", value = "" }))),
            ]),
            (new() { Kind = CallActionKind.DialNumber, Number = "+15557654321", RecordCall = "record-from-answer-dual" },
            [
                new(
                    "dial",
                    new { answerOnBridge = true, record = "record-from-answer-dual", recordingStatusCallback = Base + "voice/recording-status", recordingStatusCallbackEvent = RecordingEvents },
                    null,
                    new TwimlElement("number", Status, "+15557654321")),
            ]),
            (new() { Kind = CallActionKind.DialSip, Sip = "sip:desk@example.com;transport=tls?X-A=1&X-B=2" },
                [new("dial", new { answerOnBridge = true }, null, new TwimlElement("sip", Status, "sip:desk@example.com;transport=tls?X-A=1&X-B=2"))]),
            (new() { Kind = CallActionKind.Say, Text = Odd, Voice = "Polly.Vicki", Language = "de-DE" }, [new("say", new { voice = "Polly.Vicki", language = "de-DE" }, Odd)]),
            (new() { Kind = CallActionKind.Play, Url = OddUrl }, [new("play", null, OddUrl)]),
            (new() { Kind = CallActionKind.Record, Text = "After the tone.", MaxLength = 60 },
            [
                new("say", null, "After the tone."),
                new("record", new { maxLength = 60, playBeep = true, recordingStatusCallback = Base + "voice/recording-status", recordingStatusCallbackEvent = RecordingEvents }),
            ]),
            (new() { Kind = CallActionKind.Enqueue, Queue = Odd, WaitUrl = "https://example.com/wait" }, [new("enqueue", new { waitUrl = "https://example.com/wait" }, Odd)]),
            (new() { Kind = CallActionKind.Reject }, [new("reject", new { reason = "rejected" })]),
            (new() { Kind = CallActionKind.Reject, Reason = "busy" }, [new("reject", new { reason = "busy" })]),
            (new() { Kind = CallActionKind.Redirect, Url = "https://example.com/next?a=b" }, [new("redirect", null, "https://example.com/next?a=b")]),
        ];
        await using var node = await NodeTwiml.StartAsync();

        foreach (var (action, elements) in cases)
            await AssertSameAsync(node, elements, action);
        Assert.Equal(Enum.GetValues<CallActionKind>(), cases.Select(tried => tried.Action.Kind!.Value).Distinct());
    }

    [Theory]
    [InlineData("Größe 北京 😀")]
    [InlineData("]]> &#1; &amp; <!-- -->")]
    [InlineData("a\tb")]
    [InlineData("a\nb")]
    public async Task TextAndAttribute_AreWhatTwiliosPackageMakes(string text)
    {
        await using var node = await NodeTwiml.StartAsync();

        await AssertSameAsync(node, [new("say", null, text)], new() { Kind = CallActionKind.Say, Text = text });
        await AssertSameAsync(
            node,
            [new("dial", new { answerOnBridge = true, callerId = text }, null, new TwimlElement("number", Status, "+15557654321"))],
            new() { Kind = CallActionKind.DialNumber, Number = "+15557654321", CallerId = text });
    }

    private static async Task AssertSameAsync(NodeTwiml node, TwimlElement[] elements, CallAction action)
    {
        var expected = XElement.Parse(await node.XmlAsync("VoiceResponse", elements));
        var made = XElement.Parse(CallTwiml.Of(action, Urls).ToString());

        Assert.True(XNode.DeepEquals(Sorted(expected), Sorted(made)), $"{action.Kind}: expected\n{expected}\nwas\n{made}");
    }

    // The order of attributes means nothing.
    private static XElement Sorted(XElement element) => new(
        element.Name,
        element.Attributes().OrderBy(attribute => attribute.Name.LocalName, StringComparer.Ordinal),
        element.Nodes().Select(node => node is XElement child ? Sorted(child) : node));
}
