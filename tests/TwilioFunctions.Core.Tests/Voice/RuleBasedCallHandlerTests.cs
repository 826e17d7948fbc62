using System.Text;
using System.Xml.Linq;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Core.Voice;

namespace TwilioFunctions.Core.Tests.Voice;

public sealed class RuleBasedCallHandlerTests
{
    private static readonly WebhookUrls Urls = WebhookUrls.Of("https://calls.example.com", new Uri("http://localhost:7071/api/twilio/voice/incoming?a=b"));

    [Fact]
    public async Task CallToAClient_RingsItWithoutARule()
    {
        var (twiml, _) = await AnswerAsync([], "From=%2B15550001111&To=client%3Abob%20%26%20co");

        var client = twiml.Element("Dial")!.Element("Client")!;
        Assert.Equal("bob & co", client.Element("Identity")!.Value);
        Assert.Equal("https://calls.example.com/api/twilio/call-notifications", (string?)client.Attribute("clientNotificationUrl"));
        Assert.Equal("https://calls.example.com/api/twilio/voice/status", (string?)client.Attribute("statusCallback"));
        Assert.Equal("initiated ringing answered completed", (string?)client.Attribute("statusCallbackEvent"));
    }

    [Theory]
    [InlineData("%2B15557654321", "Number", "+15557654321")]
    [InlineData("%2B1%20(555)%20765-4321", "Number", "+15557654321")]
    [InlineData("555.765.4321", "Number", "5557654321")]
    [InlineData("sip%3Adesk%40example.com", "Sip", "sip:desk@example.com")]
    public async Task CallFromAClient_IsConnectedWithoutARule(string to, string noun, string called)
    {
        var (twiml, _) = await AnswerAsync([new("Voice:CallerId", "+15550009999")], $"From=client%3Aalice&To={to}");

        var dial = twiml.Element("Dial")!;
        Assert.Equal(called, dial.Element(noun)!.Value);
        Assert.Equal("+15550009999", (string?)dial.Attribute("callerId"));
    }

    [Fact]
    public async Task CallFromAClientToABareIdentity_RingsThatClient()
    {
        var (twiml, _) = await AnswerAsync([], "From=client%3Aalice&To=bob");

        Assert.Equal("bob", twiml.Element("Dial")!.Element("Client")!.Element("Identity")!.Value);
    }

    [Theory]
    [InlineData("anonymous", "anonymous", true)]
    [InlineData("anonymous", "%2B266696687", true)]
    [InlineData("Restricted", "%2B7378742833", true)]
    [InlineData("blocked", "%2B2562533", true)]
    [InlineData("unavailable", "%2B86282452253", true)]
    [InlineData("anonymous", "%2B7378742833", false)]
    [InlineData("anonymous", "%2B2666966870", false)]
    public async Task RuleForWithheldNumbers_AppliesToTheirSpellingOnTheKeypad(string caller, string from, bool applies)
    {
        var (_, decidedBy) = await AnswerAsync([new("Voice:Rules:0:Name", "withheld"), new("Voice:Rules:0:When:Caller:0", caller), new("Voice:Rules:0:Do:Kind", "Reject")], $"From={from}&To=%2B15550002222");

        Assert.Equal(applies ? "withheld" : "no rule", decidedBy);
    }

    [Fact]
    public async Task CallThatNoRuleAppliesTo_HearsTheFallback()
    {
        var (twiml, decidedBy) = await AnswerAsync([new("Voice:Fallback:Kind", "Say"), new("Voice:Fallback:Text", "Later, please.")], "From=%2B15550001111&To=%2B15550002222");

        Assert.Equal(("Later, please.", "no rule"), (twiml.Element("Say")!.Value, decidedBy));
    }

    [Theory]
    [InlineData("")]
    [InlineData("%2B")]
    [InlineData("*%23")]
    [InlineData("sip%3A")]
    [InlineData("sip%3Adesk%20one%40example.com")]
    [InlineData("client%3A")]
    [InlineData("whatsapp%3A%2B15557654321")]
    public async Task CallFromAClientToWhatCannotBeDialled_HearsTheFallback(string to)
    {
        var (twiml, decidedBy) = await AnswerAsync([new("Voice:CallerId", "+15550009999")], $"From=client%3Aalice&To={to}");

        Assert.Equal("no rule", decidedBy);
        Assert.Null(twiml.Element("Dial"));
    }

    [Fact]
    public async Task CallToAnIdentityLongerThanTwilioTakes_HearsTheFallback() =>
        Assert.Equal("no rule", (await AnswerAsync([], $"From=%2B15550001111&To=client%3A{new string('z', 257)}")).DecidedBy);

    [Fact]
    public async Task Rules_AreTriedInOrder()
    {
        KeyValuePair<string, string?>[] settings =
        [
            new("Voice:Rules:0:Name", "spam"), new("Voice:Rules:0:When:StirVerstat:0", "TN-Validation-Failed*"), new("Voice:Rules:0:Do:Kind", "Reject"), new("Voice:Rules:0:Do:Reason", "busy"),
            new("Voice:Rules:1:When:Called:0", "+1555*"), new("Voice:Rules:1:When:SipHeaders:X-Team", "sales*"), new("Voice:Rules:1:Do:Kind", "DialNumber"), new("Voice:Rules:1:Do:Number", "+15553334444"),
            new("Voice:Rules:2:When:Called:0", "+1555*"), new("Voice:Rules:2:When:Days:0", "Saturday"), new("Voice:Rules:2:Do:Kind", "Play"), new("Voice:Rules:2:Do:Url", "https://example.com/closed.mp3"),
            new("Voice:Rules:3:Do:Kind", "Enqueue"), new("Voice:Rules:3:Do:Queue", "everybody else"),
        ];

        var spam = await AnswerAsync(settings, "To=%2B15550002222&StirVerstat=TN-Validation-Failed-C");
        var sales = await AnswerAsync(settings, "To=%2B15550002222&SipHeader_x-team=Sales%20EMEA");
        var closed = await AnswerAsync(settings, "To=%2B15550002222&StirVerstat=TN-Validation-Passed-A");
        var others = await AnswerAsync(settings, "To=%2B4930123456");

        Assert.Equal(("busy", "spam"), ((string?)spam.Twiml.Element("Reject")!.Attribute("reason"), spam.DecidedBy));
        Assert.Equal(("+15553334444", "rule 1"), (sales.Twiml.Element("Dial")!.Element("Number")!.Value, sales.DecidedBy));
        Assert.Equal("https://example.com/closed.mp3", closed.Twiml.Element("Play")!.Value);
        Assert.Equal("everybody else", others.Twiml.Element("Enqueue")!.Value);
    }

    [Fact]
    public void WrongRules_AreNamedInSentences()
    {
        var options = Bind(
        [
            new("Voice:CallerId", "555"),
            new("Voice:Rules:0:When:TimeZone", "Berlin"), new("Voice:Rules:0:When:Called:0", "+1555*"), new("Voice:Rules:0:When:Called:1", " "),
            new("Voice:Rules:1:Do:Kind", "DialNumber"), new("Voice:Rules:1:Do:Number", "bob"),
            new("Voice:Rules:2:Do:Kind", "Say"),
            new("Voice:Rules:3:Do:Kind", "Redirect"), new("Voice:Rules:3:Do:Url", "/relative"), new("Voice:Rules:3:Do:Timeout", "0"),
        ]);

        var failures = new VoiceOptionsValidator().Validate(null, options).Failures!.ToArray();

        string[] settings = ["Voice__Rules__0__When__TimeZone", "Voice__Rules__0__When__Called__1", "Voice__Rules__0__Do__Kind", "Voice__Rules__1__Do__Number", "Voice__Rules__2__Do__Text", "Voice__Rules__3__Do__Url", "Voice__Rules__3__Do__Timeout", "Voice__CallerId"];
        Assert.Equal(settings.Order(), failures.Select(failure => failure.Split(' ')[0]).Order());
    }

    [Fact]
    public void MisspelledMembers_AreNamedWithTheirRules()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Voice:Rules:0:Do:Kind", "Say"), new("Voice:Rules:0:Do:Text", "Hello"), new("Voice:Rules:0:when:SIPHEADERS:X-Anything", "x"),
            new("Voice:Rules:2:Acton", "Say"), new("Voice:Rules:3:Do:Txt", "Hello"), new("Voice:Ruels:0:Name", "sales"),
        ]).Build();
        using var services = new ServiceCollection().AddIncomingCalls(settings).BuildServiceProvider();

        var wrong = Assert.ThrowsAny<OptionsValidationException>(() => services.GetRequiredService<IOptions<VoiceOptions>>().Value);

        Assert.Equal(
            ["Voice__Ruels", "Voice__Rules__2__Acton", "Voice__Rules__3__Do__Txt"],
            wrong.Failures.Select(failure => failure.Split(" isn't a setting.")[0]).Order(StringComparer.Ordinal));
        Assert.Contains("Voice__Rules__2__Acton isn't a setting. Did you mean Voice__Rules__2__When? The settings in its place are Name, When, Do.", wrong.Failures);
    }

    [Theory]
    [InlineData("Voice:Fallback:Text", "a bell \u0007", "Voice__Fallback__Say")]
    [InlineData("Voice:Rules:0:Do:CallerId", "client:\u0001", "Voice__Rules__0__Do__DialClient")]
    [InlineData("Voice:Rules:0:Do:Parameters:name", "\ufffe", "Voice__Rules__0__Do__DialClient")]
    public void TextThatNoTwimlCanHold_IsNamed(string name, string value, string named)
    {
        var options = Bind([new("Voice:Fallback:Kind", "Say"), new("Voice:Rules:0:Do:Kind", "DialClient"), new("Voice:Rules:0:Do:Identity", "bob"), new(name, value)]);

        Assert.StartsWith($"{named} cannot be written as TwiML", Assert.Single(new VoiceOptionsValidator().Validate(null, options).Failures!), StringComparison.Ordinal);
    }

    // Not a theory: its data is passed on as UTF-8, which can't hold half a surrogate pair.
    [Fact]
    public void CharacterThatXmlLacks_IsRefusedInATextAndInAnAttribute() =>
        Assert.All((string[])["\0", "\v", "\uffff", "\ud83d", "\ude00"], character =>
        {
            var options = Bind([
                new("Voice:Fallback:Kind", "Say"), new("Voice:Fallback:Text", $"a{character}"),
                new("Voice:Rules:0:Do:Kind", "DialClient"), new("Voice:Rules:0:Do:Identity", "bob"), new("Voice:Rules:0:Do:Parameters:name", $"a{character}"),
            ]);

            var failures = new VoiceOptionsValidator().Validate(null, options).Failures!;

            Assert.Equal(2, failures.Count(failure => failure.Contains("cannot be written as TwiML", StringComparison.Ordinal)));
        });

    private static async Task<(XElement Twiml, string DecidedBy)> AnswerAsync(KeyValuePair<string, string?>[] settings, string form)
    {
        var options = Bind(settings);
        Assert.True(new VoiceOptionsValidator().Validate(null, options).Succeeded);
        // A Saturday.
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
        var handler = new RuleBasedCallHandler(Options.Create(options), time, NullLogger<RuleBasedCallHandler>.Instance);
        var answer = await handler.AnswerAsync(new IncomingCall(FormParameters.Parse(Encoding.UTF8.GetBytes(form)), Urls), CancellationToken.None);
        return (XElement.Parse(answer.Twiml.ToString()), answer.DecidedBy);
    }

    private static VoiceOptions Bind(KeyValuePair<string, string?>[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build().GetSection(VoiceOptions.Section).Get<VoiceOptions>() ?? new VoiceOptions();
}
