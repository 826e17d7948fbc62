using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TwilioFunctions.Tests.Hosting;
using TwilioFunctions.Tests.Proxy;

namespace TwilioFunctions.Tests.Recordings;

/// <summary>What <c>GET calls/{callSid}/recordings/{recordingSid}</c> answers where Twilio is not even asked.</summary>
[Collection(ProxyAppTests.Name)]
public sealed class RecordingAnswersTests(ProxyApp app)
{
    private readonly string callSid = ProxyApp.NewSid("CA");
    private readonly string recordingSid = ProxyApp.NewSid("RE");

    [Theory]
    [InlineData("")]
    [InlineData("?format=mp3")]
    [InlineData("?format=WAV")]
    public async Task UnknownRecording_404(string query)
    {
        using var response = await app.Client.GetAsync(UrlOf(callSid) + query);

        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task UnknownFormat_400()
    {
        using var response = await app.Client.GetAsync(UrlOf(callSid) + "?format=ogg");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("wav or mp3", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RecordingThatIsNotAtTwilio_502AndOnlyWithItsOwnCall()
    {
        using var callback = await app.PostAsync(
            "twilio/voice/recording-status",
            [
                ("AccountSid", AppProcess.AccountSid), ("CallSid", callSid), ("RecordingSid", recordingSid), ("RecordingStatus", "completed"),
                ("RecordingUrl", "https://api.twilio.com.evil.example/audio"),
            ]);
        Assert.Equal(HttpStatusCode.NoContent, callback.StatusCode);

        var problem = await Eventually.Async(async () =>
        {
            using var response = await app.Client.GetAsync(UrlOf(callSid));
            return response.StatusCode == HttpStatusCode.NotFound ? (JsonElement?)null : await response.Content.ReadFromJsonAsync<JsonElement>();
        });
        using var otherCall = await app.Client.GetAsync(UrlOf(ProxyApp.NewSid("CA")));

        Assert.Equal((502, "The audio is not at Twilio."), (problem.GetProperty("status").GetInt32(), problem.GetProperty("title").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, otherCall.StatusCode);
    }

    private string UrlOf(string call) => $"{app.Sound.BaseUrl}calls/{call}/recordings/{recordingSid}";
}
