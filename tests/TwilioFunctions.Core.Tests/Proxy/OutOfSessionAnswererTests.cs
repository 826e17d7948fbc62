using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Proxy;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Core.Voice;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Core.Tests.Proxy;

public sealed class OutOfSessionAnswererTests
{
    private const string Call = "CallSid=CA1&From=%2B15550001111&To=%2B15550002222&CallStatus=ringing";
    private const string Message = "MessageSid=SM1&SmsSid=SM1&From=%2B15550001111&To=%2B15550002222&Body=hello";

    private static readonly string[] Session =
        ["OutOfSession__Session__ParticipantIdentifier=+15557654321", "OutOfSession__Session__ParticipantProxyIdentifier=+15550002222", "OutOfSession__Session__Ttl=3600"];

    private static readonly WebhookUrls Urls = WebhookUrls.Of("https://calls.example.com", new Uri("http://localhost:7071/api/twilio/proxy/out-of-session"));

    [Fact]
    public void CallWithoutSettings_HearsWhatTheVoiceSettingsSay()
    {
        var answer = Answer(Call, []);

        Assert.Equal("application/xml", answer.ContentType);
        Assert.StartsWith("We are sorry", XElement.Parse(answer.Content).Element("Say")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Call_GetsTheActionOfTheSettings()
    {
        var answer = Answer(Call, "OutOfSession__Voice__Kind=DialNumber", "OutOfSession__Voice__Number=+15557654321", "OutOfSession__Message=Not now");

        var number = XElement.Parse(answer.Content).Element("Dial")!.Element("Number")!;
        Assert.Equal(("+15557654321", "https://calls.example.com/api/twilio/voice/status"), (number.Value, (string?)number.Attribute("statusCallback")));
    }

    [Theory]
    [InlineData(Message)]
    [InlineData("SmsSid=SM1")]
    public async Task Message_GetsTheTextOfTheSettings(string form)
    {
        const string Text = "Nobody is there <now> & “later” 😀";
        await using var node = await NodeTwiml.StartAsync();

        var answer = Answer(form, $"OutOfSession__Message={Text}", "OutOfSession__Voice__Kind=Reject");

        Assert.Equal("application/xml", answer.ContentType);
        var expected = await node.XmlAsync("MessagingResponse", [new TwimlElement("message", Text: Text)]);
        Assert.Equal(XElement.Parse(expected), XElement.Parse(answer.Content), XNode.EqualityComparer);
    }

    [Fact]
    public void MessageWithoutSettings_GetsNoAnswer() => Assert.False(XElement.Parse(Answer(Message, []).Content).HasElements);

    [Theory]
    [InlineData("voice-and-message", true, true)]
    [InlineData("VOICE-ONLY", true, false)]
    [InlineData("message-only", false, true)]
    public void Session_IsOpenedForWhatItTakesIn(string mode, bool calls, bool messages)
    {
        string[] settings = [.. Session, $"OutOfSession__Session__Mode={mode}", "OutOfSession__Message=Not now"];

        Assert.Equal(calls ? "application/json" : "application/xml", Answer(Call, settings).ContentType);
        Assert.Equal(messages ? "application/json" : "application/xml", Answer(Message, settings).ContentType);
    }

    [Fact]
    public void Session_IsTheSameForTheSameCall()
    {
        const string Expected =
            """{"participantIdentifier":"+15557654321","participantProxyIdentifier":"+15550002222","uniqueName":"out-of-session-CA1","mode":"voice-and-message","ttl":3600}""";

        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(Expected), JsonElement.Parse(Answer(Call, Session).Content)));
        Assert.Equal(Answer(Call, Session), Answer(Call, Session));
    }

    [Fact]
    public void SessionWithoutMore_HasNoEmptyMembers() => Assert.Equal(
        ["participantIdentifier", "uniqueName", "mode"],
        JsonElement.Parse(Answer(Message, Session[0]).Content).EnumerateObject().Select(member => member.Name));

    [Theory]
    [InlineData("")]
    [InlineData("CallSid=&MessageSid=")]
    [InlineData("callsid=CA1")]
    [InlineData("From=%2B15550001111")]
    public void NeitherCallNorMessage_IsNotAnswered(string form) => Assert.Null(Answerer().Answer(Form(form), Urls));

    [Fact]
    public void Fallback_IsOfTheRightKindAndDependsOnTheSettingsAlone()
    {
        var answerer = Answerer([.. Session, "OutOfSession__Message=Not now"]);

        Assert.NotNull(XElement.Parse(answerer.Fallback(Form(Call), Urls).Content).Element("Say"));
        Assert.Equal("Not now", XElement.Parse(answerer.Fallback(Form(Message), Urls).Content).Element("Message")!.Value);
        Assert.Equal("Response", XElement.Parse(answerer.Fallback(null, Urls).Content).Name.LocalName);
    }

    private static OutOfSessionAnswer Answer(string form, params string[] settings) => Answerer(settings).Answer(Form(form), Urls)!;

    private static OutOfSessionAnswerer Answerer(params string[] settings) =>
        new(ProxySettings.Of(settings), Options.Create(new VoiceOptions()), NullLogger<OutOfSessionAnswerer>.Instance);

    private static FormParameters Form(string form) => FormParameters.Parse(Encoding.UTF8.GetBytes(form));
}
