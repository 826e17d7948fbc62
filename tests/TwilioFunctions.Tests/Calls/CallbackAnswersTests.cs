using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TwilioFunctions.Azurite;
using TwilioFunctions.Testing;
using TwilioFunctions.Tests.Hosting;
using TwilioFunctions.Tests.OpenApi;

namespace TwilioFunctions.Tests.Calls;

/// <summary>What the status callbacks are answered, and what becomes of them in the story of their call.</summary>
[Collection(RunningAppTests.Name)]
public sealed class CallbackAnswersTests(RunningApp running) : IAsyncLifetime
{
    private const string StorageKeptNothing = "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;QueueEndpoint=http://127.0.0.1:1/a;TableEndpoint=http://127.0.0.1:1/a";
    private const string Status = "twilio/voice/status";
    private const string Recording = "twilio/voice/recording-status";

    private readonly string callSid = NewSid("CA");
    private NodeTwilio? twilio;

    private SignedForms Forms => new(twilio!, running.Client);

    public async Task InitializeAsync() => twilio = await NodeTwilio.StartAsync();

    public async Task DisposeAsync() => await twilio!.DisposeAsync();

    [Theory]
    [InlineData(Status, "POST")]
    [InlineData(Status, "GET")]
    [InlineData(Recording, "POST")]
    [InlineData(Recording, "GET")]
    public async Task VoiceStatusRecording_Accepted_204(string path, string method)
    {
        using var response = await SendAsync(path, method, Parameters(path));

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        var call = await CallAsync(_ => true);
        var parameters = path == Status ? call.GetProperty("statuses")[0].GetProperty("parameters") : call.GetProperty("recordings")[0].GetProperty("callbacks")[0].GetProperty("parameters");
        Assert.Equal("ä +&=%|", parameters.GetProperty("Unheard-Of").GetString());
        Assert.Equal(["1", "2"], parameters.GetProperty("Twice").EnumerateArray().Select(value => value.GetString()!));
    }

    [Theory]
    [InlineData(Status)]
    [InlineData(Recording)]
    public async Task VoiceStatusRecording_SeenBefore_204(string path)
    {
        using var first = await SendAsync(path, "POST", Parameters(path));
        using var second = await SendAsync(path, "POST", Parameters(path));

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (first.StatusCode, second.StatusCode));
    }

    [Theory]
    [InlineData(Status, "POST")]
    [InlineData(Status, "GET")]
    [InlineData(Recording, "POST")]
    [InlineData(Recording, "GET")]
    public async Task VoiceStatusRecording_BadSignature_403(string path, string method)
    {
        using var response = await Forms.SendAsync(running.App.BaseUrl + path, method, Parameters(path), "another-token");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData(Status, "POST", "CallSid")]
    [InlineData(Status, "GET", "CallSid")]
    [InlineData(Recording, "POST", "RecordingSid")]
    [InlineData(Recording, "GET", "RecordingSid")]
    public async Task VoiceStatusRecording_Malformed_400(string path, string method, string field)
    {
        using var response = await SendAsync(path, method, [.. Parameters(path).Where(parameter => parameter.Key != field)]);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(field, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors")[0].GetProperty("field").GetString());
    }

    [Theory]
    [InlineData(Status)]
    [InlineData(Recording)]
    public async Task VoiceStatusRecording_OurOwnFaultTooLarge_503(string path)
    {
        using var response = await SendAsync(path, "POST", [.. Parameters(path), new("Large", new string('x', 1024 * 1024))]);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Fact]
    public async Task VoiceStatusRecording_OurOwnFaultStorageIsAway_503()
    {
        var (app, _) = AppProcess.Start(StorageKeptNothing, null, PortReservation.Next());
        await using (app)
        {
            foreach (var path in (string[])[Status, Recording])
            {
                using var response = await Eventually.AnswerAsync(() => Forms.SendAsync(app.BaseUrl + path, "POST", Parameters(path)));

                Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            }
        }
    }

    [Fact]
    public async Task BadInput_IsAnsweredAsTheTableSays_AndWhatIsAcceptedIsKept()
    {
        KeyValuePair<string, string>[] named = [new("CallSid", callSid), new("AccountSid", AppProcess.AccountSid), new("CallStatus", "completed")];
        KeyValuePair<string, string>[] many = [.. named, .. Enumerable.Range(0, 10_000).Select(number => KeyValuePair.Create($"P{number}", $"{number}"))];
        KeyValuePair<string, string>[] large = [.. named, new("Large", new string('y', 1_000_000))];
        KeyValuePair<string, string>[] percent = [.. named, new("Odd", "%zz")];
        KeyValuePair<string, string>[] repeated = [.. named, new("CallSid", NewSid("CA"))];

        HttpResponseMessage[] answers =
        [
            await SendAsync(Status, "POST", many),
            await SendAsync(Status, "POST", large),
            await Forms.PostAsync(running.App.BaseUrl + Status, Encoding.ASCII.GetBytes($"CallSid={callSid}&AccountSid={AppProcess.AccountSid}&CallStatus=completed&Odd=%zz"), percent),
            await SendAsync(Status, "POST", repeated),
        ];

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode));
        var statuses = (await CallAsync(call => call.GetProperty("statuses").GetArrayLength() == 4)).GetProperty("statuses").EnumerateArray().Select(status => status.GetProperty("parameters")).ToList();
        Assert.Contains(statuses, parameters => parameters.EnumerateObject().Count() == 10_003);
        Assert.Contains(statuses, parameters => parameters.TryGetProperty("Large", out var value) && value.GetString()!.Length == 1_000_000);
        Assert.Contains(statuses, parameters => parameters.TryGetProperty("Odd", out var value) && value.GetString() == "%zz");
        Assert.Contains(statuses, parameters => parameters.GetProperty("CallSid").ValueKind == JsonValueKind.Array);
    }

    [Fact]
    public async Task StoryOfACall_IsOneDocument_AndTheCallIsInTheListByEachFilter()
    {
        string[] way = ["completed", "initiated", "in-progress", "ringing"];
        foreach (var status in way)
        {
            var number = Array.IndexOf(["initiated", "ringing", "in-progress", "completed"], status);
            using var response = await SendAsync(Status, "POST",
            [
                .. Parameters(Status).Where(parameter => parameter.Key is not ("CallStatus" or "SequenceNumber" or "Timestamp")),
                new("CallStatus", status), new("SequenceNumber", $"{number}"), new("Timestamp", $"Sat, 21 Nov 2026 10:00:0{number} +0000"),
            ]);
        }
        using var recording = await SendAsync(Recording, "POST", Parameters(Recording));
        using var incoming = await SendAsync("twilio/voice/incoming", "POST", Parameters(Status));

        var call = await CallAsync(found => found.GetProperty("timeline").GetArrayLength() == 6);

        Assert.Contains("<Response>", Assert.Single(call.GetProperty("incomingRequests").EnumerateArray()).GetProperty("twiml").GetString(), StringComparison.Ordinal);
        Assert.Equal(["initiated", "ringing", "in-progress", "completed"], call.GetProperty("statuses").EnumerateArray().Select(status => status.GetProperty("status").GetString()!));
        Assert.Equal(("completed", "+15005550006"), (call.GetProperty("state").GetString(), call.GetProperty("from").GetString()));
        var reason = Assert.Single(call.GetProperty("recordings").EnumerateArray()).GetProperty("reason").GetString();
        Assert.Contains("silent", reason, StringComparison.Ordinal);
        foreach (var filter in (string[])["", "&state=completed", "&direction=inbound", "&number=%2B15005550006", "&number=+15005550006", "&number=client:bob"])
            Assert.Contains(callSid, await ListAsync(filter));
        foreach (var filter in (string[])["&state=busy", "&direction=outbound-api", "&number=15005550006", "&tag=high_jitter"])
            Assert.DoesNotContain(callSid, await ListAsync(filter));
        await using var judge = await NodeOpenApi.StartAsync();
        await judge.LoadAsync(OpenApiFile.Path);
        Assert.Empty(await judge.CheckAsync("/components/schemas/Call", call));
        Assert.Empty(await judge.CheckAsync("/components/schemas/CallList", await running.Client.GetFromJsonAsync<JsonElement>($"{running.App.BaseUrl}calls?date=2026-11-21")));
        using var wrong = await running.Client.GetAsync($"{running.App.BaseUrl}calls?tag=a%20b");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    private static string NewSid(string prefix) => prefix + RandomNumberGenerator.GetHexString(32, lowercase: true);

    private KeyValuePair<string, string>[] Parameters(string path) =>
    [
        new("CallSid", callSid),
        new("AccountSid", AppProcess.AccountSid),
        new("From", "+15005550006"),
        new("To", "client:bob"),
        new("Direction", "inbound"),
        new("Unheard-Of", "ä +&=%|"),
        new("Twice", "1"),
        new("Twice", "2"),
        .. path == Status
            ? (KeyValuePair<string, string>[])[new("CallStatus", "completed"), new("SequenceNumber", "3"), new("Timestamp", "Sat, 21 Nov 2026 10:00:00 +0000")]
            : [new("RecordingSid", "RE1"), new("RecordingStatus", "absent"), new("ErrorCode", "16102"), new("RecordingStartTime", "Sat, 21 Nov 2026 10:00:00 GMT")],
    ];

    private Task<HttpResponseMessage> SendAsync(string path, string method, IReadOnlyList<KeyValuePair<string, string>> parameters) =>
        Forms.SendAsync(running.App.BaseUrl + path, method, parameters);

    private Task<JsonElement> CallAsync(Func<JsonElement, bool> isComplete) => Eventually.Async<JsonElement>(async () =>
    {
        using var response = await running.Client.GetAsync($"{running.App.BaseUrl}calls/{callSid}");
        if (response.StatusCode != HttpStatusCode.OK)
            return null;
        var call = await response.Content.ReadFromJsonAsync<JsonElement>();
        return isComplete(call) ? call : null;
    });

    private async Task<IReadOnlyList<string>> ListAsync(string filter)
    {
        var list = await running.Client.GetFromJsonAsync<JsonElement>($"{running.App.BaseUrl}calls?date=2026-11-21&pageSize=1000{filter}");
        return [.. list.GetProperty("calls").EnumerateArray().Select(call => call.GetProperty("callSid").GetString()!)];
    }
}
