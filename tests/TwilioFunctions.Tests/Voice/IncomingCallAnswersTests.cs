using System.Net;
using System.Security.Cryptography;
using System.Xml.Linq;
using TwilioFunctions.Azurite;
using TwilioFunctions.Testing;
using TwilioFunctions.Tests.Calls;
using TwilioFunctions.Tests.Hosting;

namespace TwilioFunctions.Tests.Voice;

/// <summary>What an incoming call is answered: its row of the design's table, in each column.</summary>
[Collection(RunningAppTests.Name)]
public sealed class IncomingCallAnswersTests(RunningApp running) : IAsyncLifetime
{
    private const string StorageAway = "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;QueueEndpoint=http://127.0.0.1:1/a;TableEndpoint=http://127.0.0.1:1/a";
    private const string OtherAccountSid = "AC00000000000000000000000000000001";
    private const string Identity = """O'Neil & <Zoë> "ops" 😀""";
    private const string Fallback = "We are sorry";

    private readonly string callSid = "CA" + RandomNumberGenerator.GetHexString(32, lowercase: true);
    private NodeTwilio? twilio;

    private SignedForms Forms => new(twilio!, running.Client);

    public async Task InitializeAsync() => twilio = await NodeTwilio.StartAsync();

    public async Task DisposeAsync() => await twilio!.DisposeAsync();

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    public async Task VoiceIncoming_AcceptedAndSeenBefore_200TheTwimlThatTwiliosPackageMakes(string method)
    {
        await using var node = await NodeTwiml.StartAsync();
        var baseUrl = running.App.BaseUrl + "twilio/";
        var expected = await node.XmlAsync("VoiceResponse",
        [
            new TwimlElement("dial", new { answerOnBridge = true }, null, new TwimlElement(
                "client",
                new
                {
                    statusCallbackEvent = "initiated ringing answered completed",
                    statusCallback = baseUrl + "voice/status",
                    clientNotificationUrl = baseUrl + "call-notifications",
                },
                null,
                new TwimlElement("identity", Text: Identity))),
        ]);

        var first = await TwimlAsync(running.App, method, Call);
        var again = await TwimlAsync(running.App, method, Call);

        Assert.Equal(Sorted(XElement.Parse(expected)), Sorted(first), XNode.EqualityComparer);
        Assert.Equal(first, again, XNode.EqualityComparer);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    public async Task VoiceIncoming_BadSignature_403(string method)
    {
        using var another = await SendAsync(running.App, method, Call, "another-token");
        using var foreign = await SendAsync(running.App, method, OfOtherAccount(Call));

        Assert.All([another, foreign], response => Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    public async Task VoiceIncoming_Malformed_400(string method)
    {
        using var response = await SendAsync(running.App, method, [.. Call.Where(parameter => parameter.Key != "CallSid")]);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    public async Task VoiceIncoming_WhatNoTwimlCanHold_200FallbackTwiml(string method)
    {
        var twiml = await TwimlAsync(running.App, method, With(Call, "To", "client:bob\u0007"));

        Assert.StartsWith(Fallback, twiml.Element("Say")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VoiceIncoming_TenThousandParametersAndALargeOne_200TheSameTwiml()
    {
        KeyValuePair<string, string>[] many = [.. Call, new("CallSid", "CA2"), new("Large", new string('x', 1_000_000)), .. Enumerable.Range(0, 10_000).Select(number => KeyValuePair.Create($"P{number}", $"%{number} é"))];

        var twiml = await TwimlAsync(running.App, "POST", many);

        Assert.Equal(await TwimlAsync(running.App, "POST", Call), twiml, XNode.EqualityComparer);
    }

    [Fact]
    public async Task VoiceIncoming_OurOwnFault_200()
    {
        var (app, _) = AppProcess.Start(StorageAway, Broken, PortReservation.Next());
        await using (app)
        {
            foreach (var method in (string[])["POST", "GET"])
            {
                // Storage is away: what was decided stands. The key is: nothing is proven, so the caller hears the fallback.
                var storage = await TwimlAsync(app, method, Call);
                var key = await TwimlAsync(app, method, OfOtherAccount(Call));

                Assert.Equal(Identity, storage.Element("Dial")!.Element("Client")!.Element("Identity")!.Value);
                Assert.StartsWith(Fallback, key.Element("Say")!.Value, StringComparison.Ordinal);
            }
        }
    }

    private static Dictionary<string, string> Broken => new()
    {
        ["Twilio__Accounts__1__AccountSid"] = OtherAccountSid,
        ["Twilio__Accounts__1__AuthToken"] = "@Microsoft.KeyVault(SecretUri=https://example.vault.azure.net/secrets/token)",
    };

    private KeyValuePair<string, string>[] Call =>
    [
        new("CallSid", callSid), new("AccountSid", AppProcess.AccountSid), new("From", "+15005550006"), new("To", $"client:{Identity}"),
        new("CallStatus", "ringing"), new("Direction", "inbound"), new("CallerName", "ä +&=%|"),
    ];

    private static KeyValuePair<string, string>[] OfOtherAccount(KeyValuePair<string, string>[] call) => With(call, "AccountSid", OtherAccountSid);

    private static KeyValuePair<string, string>[] With(KeyValuePair<string, string>[] call, string name, string value) =>
        [.. call.Select(parameter => parameter.Key == name ? KeyValuePair.Create(name, value) : parameter)];

    // The order of attributes means nothing.
    private static XElement Sorted(XElement element) => new(
        element.Name,
        element.Attributes().OrderBy(attribute => attribute.Name.LocalName, StringComparer.Ordinal),
        element.Nodes().Select(node => node is XElement child ? Sorted(child) : node));

    private Task<HttpResponseMessage> SendAsync(AppProcess app, string method, KeyValuePair<string, string>[] parameters, string authToken = AppProcess.AuthToken) =>
        Eventually.AnswerAsync(() => Forms.SendAsync($"{app.BaseUrl}twilio/voice/incoming", method, parameters, authToken));

    private async Task<XElement> TwimlAsync(AppProcess app, string method, KeyValuePair<string, string>[] parameters)
    {
        using var response = await SendAsync(app, method, parameters);
        Assert.Equal((HttpStatusCode.OK, "application/xml"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        return XElement.Parse(await response.Content.ReadAsStringAsync());
    }
}
