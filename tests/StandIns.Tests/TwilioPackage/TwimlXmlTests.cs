using System.Xml;
using System.Xml.Linq;
using Twilio.TwiML;
using Twilio.TwiML.Voice;
using Record = Twilio.TwiML.Voice.Record;

namespace StandIns.Tests.TwilioPackage;

/// <summary>The bytes of twilio-csharp 7.14.9: what its own tests compare with, and what its way of writing XML comes to.</summary>
public sealed class TwimlXmlTests
{
    [Fact]
    public void ResponseWithoutElements_HasAnEndTag() =>
        AssertXml("""<Response></Response>""", new VoiceResponse());

    [Fact]
    public void ResponseWithoutFormatting_IsOneLine() =>
        Assert.Equal(
            """<?xml version="1.0" encoding="utf-8"?><Response><Say>Hello</Say><Hangup></Hangup></Response>""",
            new VoiceResponse().Say("Hello").Hangup().ToString(SaveOptions.DisableFormatting));

    [Fact]
    public void Elements_AreIndented() =>
        AssertXml(
            """
            <Response>
              <Dial>
                <Client>joey</Client>
              </Dial>
              <Pause></Pause>
            </Response>
            """,
            new VoiceResponse().Append(new Dial().Client("joey")).Pause());

    [Fact]
    public void Interpolation_GivesTheNameOfTheClass() =>
        Assert.Equal("Twilio.TwiML.VoiceResponse", $"{new VoiceResponse().Say("Hello")}");

    [Fact]
    public void Attributes_AreInTheOrderOfTheParameters() =>
        AssertXml(
            """<Record action="https://example.com/a?b=c&amp;d=%7C|" timeout="5" playBeep="false" """ +
            """trim="trim-silence" recordingStatusCallbackEvent="in-progress completed" transcribe="true"></Record>""",
            new Record(
                transcribe: true,
                recordingStatusCallbackEvent: [Record.RecordingEventEnum.InProgress, "completed"],
                trim: Record.TrimEnum.TrimSilence,
                playBeep: false,
                timeout: 5,
                action: new Uri("https://example.com/a?b=c&d=%7C|")));

    [Theory]
    [InlineData("HTTPS://Example.com:443/ä b?x=%41|")]
    [InlineData("relative/path?a=1")]
    [InlineData("")]
    public void Url_StaysAsItWasWritten(string url) =>
        Assert.Equal(url, XDocument.Parse(new Redirect(new Uri(url, UriKind.RelativeOrAbsolute)).ToString()).Root!.Value);

    [Fact]
    public void SipUrl_IsTheText() =>
        AssertXml(
            """<Sip username="admin">sip:joey@example.com?X-Custom=1&amp;mycustom=2</Sip>""",
            new Sip(new Uri("sip:joey@example.com?X-Custom=1&mycustom=2"), username: "admin"));

    [Fact]
    public void EmptyAttribute_IsKept() => AssertXml("""<Record finishOnKey=""></Record>""", new Record(finishOnKey: ""));

    [Fact]
    public void NoEvents_AreAnEmptyAttribute() =>
        AssertXml("""<Client statusCallbackEvent=""></Client>""", new Client(statusCallbackEvent: []));

    [Fact]
    public void Options_FollowTheAttributes() =>
        AssertXml(
            """<Client url="https://example.com/" clientNotificationUrl="https://example.com/n" flag="True" xml:lang="en">joey</Client>""",
            new Client("joey", new Uri("https://example.com/"))
                .SetOption("clientNotificationUrl", new Uri("https://example.com/n"))
                .SetOption("flag", true)
                .SetOption("xml:lang", "en"));

    [Fact]
    public void OptionSetAgain_MovesToTheEnd()
    {
        var pause = new Pause().SetOption("a", 1).SetOption("b", 2).SetOption("a", 3);

        Assert.Equal("3", pause.GetOption("a"));
        Assert.Null(pause.GetOption("c"));
        AssertXml("""<Pause b="2" a="3"></Pause>""", pause);
    }

    [Fact]
    public void OptionOfAnAttributesName_IsRefusedWhenWritten()
    {
        var pause = new Pause(1).SetOption("length", 2);

        Assert.Throws<InvalidOperationException>(() => pause.ToString());
    }

    [Fact]
    public void MixedContent_IsNotIndented()
    {
        var say = new Say("before ");
        say.AddChild("break").SetOption("time", "1s");
        say.AddText(" after");

        AssertXml("""<Say>before <break time="1s"></break> after</Say>""", say);
    }

    [Fact]
    public void Nest_ReturnsTheChild()
    {
        var response = new VoiceResponse();

        response.Nest(new Dial()).Nest(new Client()).Identity("joey").Parameter("name", "\"Jo\" & <Co>");

        AssertXml(
            """
            <Response>
              <Dial>
                <Client>
                  <Identity>joey</Identity>
                  <Parameter name="name" value="&quot;Jo&quot; &amp; &lt;Co&gt;"></Parameter>
                </Client>
              </Dial>
            </Response>
            """,
            response);
    }

    [Theory]
    [InlineData("Größe 北京 😀", "Größe 北京 😀")]
    [InlineData("\"a\" & 'b' <c>", "\"a\" &amp; 'b' &lt;c&gt;")]
    [InlineData("]]>", "]]&gt;")]
    [InlineData("&#1;", "&amp;#1;")]
    [InlineData("  ", "  ")]
    [InlineData("\t", "\t")]
    public void Text_IsEscaped(string text, string xml) => AssertXml($"<Say>{xml}</Say>", new Say(text));

    [Theory]
    [InlineData("a\rb")]
    [InlineData("a\nb")]
    [InlineData("a\r\nb")]
    public void LineEndsOfText_BecomeThePlatforms(string text) =>
        Assert.Contains($"<Say>a{Environment.NewLine}b</Say>", new Say(text).ToString(), StringComparison.Ordinal);

    [Fact]
    public void LineEndsOfAttributes_AreKept() =>
        AssertXml("""<Play digits="&#x9;&#xA;&#xD;"></Play>""", new Play(digits: "\t\n\r"));

    [Theory]
    [InlineData("\0")]
    [InlineData("\u0001")]
    [InlineData("\v")]
    [InlineData("\uFFFE")]
    public void CharacterThatXmlLacks_IsRefusedWhenWritten(string text)
    {
        Assert.Throws<ArgumentException>(() => new Say(text).ToString());
        Assert.Throws<ArgumentException>(() => new Play(digits: text).ToString());
    }

    [Fact]
    public void HalfASurrogatePair_IsRefusedWhenWritten()
    {
        Assert.Throws<ArgumentException>(() => new Say("\uD83D").ToString());
        Assert.Throws<ArgumentException>(() => new Play(digits: "\uDE00").ToString());
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("a:b")]
    [InlineData("1")]
    public void ChildWithoutAnXmlName_IsRefusedWhenWritten(string name)
    {
        var response = new VoiceResponse();
        response.AddChild(name);

        Assert.Throws<XmlException>(() => response.ToString());
    }

    [Fact]
    public void ElementUsedTwice_IsWrittenTwice()
    {
        var pause = new Pause(1);

        Assert.Equal(2, new VoiceResponse().Append(pause).Append(pause).ToXDocument().Root!.Elements("Pause").Count());
    }

    private static void AssertXml(string expected, TwiML actual) =>
        Assert.Equal(
            $"<?xml version=\"1.0\" encoding=\"utf-8\"?>{Environment.NewLine}{expected.ReplaceLineEndings()}",
            actual.ToString());
}
