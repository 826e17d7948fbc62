using System.Xml.Linq;
using Twilio.TwiML;
using TwilioFunctions.Testing;

namespace StandIns.Tests.TwilioPackage;

/// <summary>
/// The same answers as Twilio's npm package makes for the same calls, whatever the order of attributes and the blanks between elements.
/// </summary>
public sealed class NpmTwimlTests(NodeTwimlFixture fixture) : IClassFixture<NodeTwimlFixture>
{
    public static TheoryData<string> VoiceAnswers => [.. VoiceSamples.All.Keys];

    public static TheoryData<string> MessagingAnswers => [.. MessagingSamples.All.Keys];

    [Theory]
    [MemberData(nameof(VoiceAnswers))]
    public async Task VoiceAnswer_MeansTheSame(string name)
    {
        var (response, elements) = VoiceSamples.All[name];

        await AssertSameAsync(nameof(VoiceResponse), response, elements);
    }

    [Theory]
    [MemberData(nameof(MessagingAnswers))]
    public async Task MessagingAnswer_MeansTheSame(string name)
    {
        var (response, elements) = MessagingSamples.All[name];

        await AssertSameAsync(nameof(MessagingResponse), response, elements);
    }

    [Theory]
    [InlineData("Größe 北京 😀")]
    [InlineData("\"a\" & 'b' <c> ]]> &#1; <!-- -->")]
    [InlineData("a\tb")]
    [InlineData("a\nb")]
    public async Task Text_ReadsTheSame(string text) =>
        await AssertSameAsync(
            nameof(VoiceResponse),
            new VoiceResponse().Say(text).Play(digits: text),
            [new("say", Text: text), new("play", new { digits = text })]);

    private async Task AssertSameAsync(string kind, TwiML response, TwimlElement[] elements)
    {
        var expected = await fixture.Node.XmlAsync(kind, elements);

        Assert.Equal(Meaning(expected), Meaning(response.ToString(SaveOptions.None)));
        Assert.Equal(Meaning(expected), Meaning(response.ToString(SaveOptions.DisableFormatting)));
    }

    private static string Meaning(string xml) => Sorted(XDocument.Parse(xml).Root!).ToString();

    private static XElement Sorted(XElement element) =>
        new(
            element.Name,
            element.Attributes().OrderBy(attribute => attribute.Name.ToString(), StringComparer.Ordinal),
            element.Nodes().Select(node => node is XElement child ? Sorted(child) : node));
}
