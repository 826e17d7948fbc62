using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TwilioFunctions.Azurite;
using TwilioFunctions.Testing;
using TwilioFunctions.Tests.Hosting;

namespace TwilioFunctions.Tests.EventStreams;

/// <summary>What <c>POST twilio/events</c> answers; each answer decides what Twilio does next.</summary>
[Collection(RunningAppTests.Name)]
public sealed class EventsAnswersTests(RunningApp running)
{
    private const string StorageKeptNothing = "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;QueueEndpoint=http://127.0.0.1:1/a;TableEndpoint=http://127.0.0.1:1/a";

    [Fact]
    public async Task EventStreams_Accepted_200()
    {
        var callSid = NewSid("CA");

        using var response = await running.PostEventsAsync($"[{SummaryOf(callSid)}]");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("complete", (await CallAsync(callSid)).GetProperty("summary").GetProperty("stage").GetString());
    }

    [Fact]
    public async Task EventStreams_SeenBefore_200()
    {
        var body = $"[{SummaryOf(NewSid("CA"))}]";
        using var first = await running.PostEventsAsync(body);

        using var second = await running.PostEventsAsync(body);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
    }

    [Fact]
    public async Task EventStreams_BadSignature_401()
    {
        using var response = await running.PostEventsAsync($"[{SummaryOf(NewSid("CA"))}]", authToken: "another-token");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("Mismatch", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EventStreams_MissingSignature_401()
    {
        using var response = await running.PostAsync(running.App.EventsUrl, null, new StringContent("[]"));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("MissingSignature", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EventStreams_UnknownAccount_401()
    {
        using var response = await running.PostEventsAsync($"[{SummaryOf(NewSid("CA"), NewSid("AC"))}]");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("UnknownAccount", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "\"The body is empty; it should hold a JSON array of events.\"")]
    [InlineData("null", "\"The body is not an array of CloudEvents.\"")]
    [InlineData("{", "line 1")]
    [InlineData("[7]", "\"1 event is malformed, at /0; 0 were accepted all the same.\"")]
    [InlineData("[7,8]", "\"2 events are malformed, the first at /0; 0 were accepted all the same.\"")]
    public async Task EventStreams_Malformed_400(string body, string hint)
    {
        using var response = await running.PostEventsAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(hint, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EventStreams_OneMalformedOfThree_400AndTheOthersAreKept()
    {
        var (first, third) = (NewSid("CA"), NewSid("CA"));

        using var response = await running.PostEventsAsync($$"""[{{SummaryOf(first)}},{"id":"EZ"},{{SummaryOf(third)}}]""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await response.Content.ReadAsStringAsync();
        Assert.Contains("\"The body has malformed events.\"", problem, StringComparison.Ordinal);
        Assert.Contains("\"1 event is malformed, at /1/type; 2 were accepted all the same.\"", problem, StringComparison.Ordinal);
        await CallAsync(first);
        await CallAsync(third);
    }

    [Fact]
    public async Task EventStreams_OurOwnFaultStorageIsAway_503()
    {
        var (app, _) = AppProcess.Start(StorageKeptNothing, null, PortReservation.Next());
        await using (app)
        {
            await using var twilio = await NodeTwilio.StartAsync();
            var body = $"[{SummaryOf(NewSid("CA"))}]";
            var signed = await twilio.SignAsync(app.EventsUrl, null, body, AppProcess.AuthToken);

            using var response = await Eventually.AnswerAsync(() => running.PostAsync(signed.Url, signed.Signature, new StringContent(body)));
            using var call = await running.Client.GetAsync(app.BaseUrl + "calls/CA1");

            Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), (response.StatusCode, call.StatusCode));
            Assert.Contains("Storage", await call.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task EventStreams_OurOwnFaultKeyCannotBeRead_503()
    {
        var settings = new Dictionary<string, string> { ["Twilio__Accounts__0__AuthToken"] = "@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/token)" };
        var (app, _) = AppProcess.Start(running.ConnectionString, settings, PortReservation.Next());
        await using (app)
        {
            using var response = await Eventually.AnswerAsync(() => running.PostAsync(
                app.EventsUrl + "?bodySHA256=00", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=", new StringContent($"[{SummaryOf(NewSid("CA"))}]")));
            using var health = await running.Client.GetAsync(app.BaseUrl + "health");

            Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), (response.StatusCode, health.StatusCode));
            Assert.Contains("signing keys", await health.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task EmptyArray_200()
    {
        using var response = await running.PostEventsAsync("[]");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("application/cloudevents+json")]
    [InlineData("application/cloudevents-batch+json; charset=utf-8")]
    [InlineData("application/json")]
    public async Task EveryContentTypeOfEvents_200(string contentType)
    {
        using var response = await running.PostEventsAsync(SummaryOf(NewSid("CA")), contentType: contentType);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task TwoMegabytesOfNesting_400()
    {
        using var response = await running.PostEventsAsync(new string('[', 1_000_000) + new string(']', 1_000_000));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task InvalidUtf8_400()
    {
        byte[] body = [(byte)'[', 0xFF, (byte)']'];
        var url = $"{running.App.EventsUrl}?bodySHA256={Convert.ToHexStringLower(SHA256.HashData(body))}";
#pragma warning disable CA5350 // Twilio's own algorithm.
        var signature = Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(AppProcess.AuthToken), Encoding.UTF8.GetBytes(url)));
#pragma warning restore CA5350

        using var response = await running.PostAsync(url, signature, new ByteArrayContent(body));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("UTF-8", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(300 * 1024)]
    [InlineData(1000 * 1024)]
    public async Task LargeSummary_200AndKeptWhole(int bytes)
    {
        var callSid = NewSid("CA");
        var text = new string('x', bytes);

        using var response = await running.PostEventsAsync($"[{SummaryOf(callSid, padding: text)}]");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(text, (await CallAsync(callSid)).GetProperty("payload").GetProperty("padding").GetString());
    }

    [Fact]
    public async Task TwiliosExampleByteForByte_IsShownAsACallAndAChangedByteIsRefused()
    {
        var body = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "payloads", "call-summary-predicted-complete.json"));
        await using var twilio = await NodeTwilio.StartAsync();
        var signed = await twilio.SignAsync(running.App.EventsUrl, null, body, AppProcess.AuthToken);

        using var changed = await running.PostAsync(signed.Url, signed.Signature, new StringContent(body.Replace("canceled", "cancelEd", StringComparison.Ordinal)));
        using var response = await running.PostAsync(signed.Url, signed.Signature, new StringContent(body));

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (changed.StatusCode, response.StatusCode));
        var call = await CallAsync("CA00000000000000000000000000000000");
        Assert.Equal("predicted-complete", call.GetProperty("summary").GetProperty("stage").GetString());
        Assert.Equal("canceled", call.GetProperty("payload").GetProperty("call_state").GetString());
    }

    [Fact]
    public async Task EventOfAnUnknownType_IsKeptWhole()
    {
        var callSid = NewSid("CA");

        using var response = await running.PostEventsAsync(
            $$"""[{"id":"{{NewSid("EZ")}}","type":"com.twilio.brand.new","data":{"AccountSid":"{{AppProcess.AccountSid}}","CallSid":"{{callSid}}","x":[1]} }]""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var kept = Assert.Single((await CallAsync(callSid)).GetProperty("events").EnumerateArray());
        Assert.Equal("[1]", kept.GetProperty("event").GetProperty("data").GetProperty("x").GetRawText());
    }

    [Fact]
    public async Task JsonWithHalfASurrogatePair_IsKeptAndShownAsItWasSent()
    {
        var callSid = NewSid("CA");

        using var response = await running.PostEventsAsync(SummaryOf(callSid, padding: "\\ud800").Replace("\"specversion\"", "\"\\ud800\"", StringComparison.Ordinal));
        using var call = await running.Client.GetAsync($"{running.App.BaseUrl}calls/{(await CallAsync(callSid)).GetProperty("callSid").GetString()}");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("\"padding\":\"\\ud800\"", await call.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallSidWithASlash_IsFound()
    {
        var callSid = NewSid("CA") + "/x y";

        using var response = await running.PostEventsAsync($"[{SummaryOf(callSid)}]");

        Assert.Equal(callSid, (await CallAsync(Uri.EscapeDataString(callSid))).GetProperty("callSid").GetString());
    }

    private static string NewSid(string prefix) => prefix + RandomNumberGenerator.GetHexString(32, lowercase: true);

    private static string SummaryOf(string callSid, string accountSid = AppProcess.AccountSid, string padding = "") => $$"""
        {"specversion":"1.0","type":"com.twilio.voice.insights.call-summary.complete","id":"{{NewSid("EZ")}}","time":"2026-11-21T10:00:00.000Z",
         "data":{"call_sid":"{{callSid}}","account_sid":"{{accountSid}}","start_time":"2026-11-21T09:00:00Z","call_state":"completed","padding":"{{padding}}"} }
        """;

    /// <summary>The call, once the queue function has kept it.</summary>
    private Task<JsonElement> CallAsync(string callSid) => Eventually.Async(async () =>
    {
        using var response = await running.Client.GetAsync($"{running.App.BaseUrl}calls/{callSid}");
        return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<JsonElement?>() : null;
    });
}
