using System.Net;
using TwilioFunctions.Tests.Hosting;

namespace TwilioFunctions.Tests.CallNotifications;

/// <summary>The compatibility mode on a running app: signatures that do not cover the body, as Twilio's sample for iOS checks them.</summary>
[Collection(RingingAppTests.Name)]
public sealed class UnboundSignaturesTests(RingingApp ringing)
{
    private readonly string identity = $"carol-{Guid.NewGuid():n}";

    [Fact]
    public async Task SignatureOfTheOrigin_IsAcceptedWithTheSecretAlone()
    {
        await ringing.BindAsync(identity, "phone", ringing.Device.UrlThatAnswers(200));
        var origin = ringing.Compatible.BaseUrl.Replace("/api/", "", StringComparison.Ordinal);

        using var accepted = await PostAsync(ringing.Compatible, $"?secret={RingingApp.UrlSecret}", origin);
        using var wrong = await PostAsync(ringing.Compatible, "?secret=another", origin);
        using var missing = await PostAsync(ringing.Compatible, "", origin);

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (accepted.StatusCode, wrong.StatusCode, missing.StatusCode));
        var lines = await Eventually.CompleteAsync(
            () => Task.FromResult(ringing.Compatible.Output.ToList()),
            output => output.Any(line => line.Contains("bare origin", StringComparison.Ordinal)),
            TimeSpan.FromSeconds(30));
        Assert.Contains(lines, line => line.Contains("bare origin", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains(RingingApp.UrlSecret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SignatureOfTheUrlAlone_IsAcceptedWithTheSecret()
    {
        await ringing.BindAsync(identity, "phone", ringing.Device.UrlThatAnswers(200));
        var query = $"?secret={RingingApp.UrlSecret}";

        using var response = await PostAsync(ringing.Compatible, query, RingingApp.UrlOf(ringing.Compatible) + query);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task ModeThatIsOff_RefusesWhateverTheUrlHolds()
    {
        await ringing.BindAsync(identity, "phone", ringing.Device.UrlThatAnswers(200));
        var query = $"?secret={RingingApp.UrlSecret}";

        using var origin = await PostAsync(ringing.Strict, query, ringing.Strict.BaseUrl.Replace("/api/", "", StringComparison.Ordinal));
        using var url = await PostAsync(ringing.Strict, query, RingingApp.UrlOf(ringing.Strict) + query);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (origin.StatusCode, url.StatusCode));
    }

    [Fact]
    public async Task OtherWebhooks_AcceptNoneOfIt()
    {
        var url = $"{ringing.Compatible.EventsUrl}?secret={RingingApp.UrlSecret}";
        var signed = await ringing.Twilio.SignAsync(url, [], null, AppProcess.AuthToken);

        using var response = await ringing.SendAsync(url, signed.Signature, "[]");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task TwimlOfAnIncomingCall_LeavesTheUrlWithItsSecretToTheVoiceClientConfiguration()
    {
        var compatible = await TwimlAsync(ringing.Compatible);
        var strict = await TwimlAsync(ringing.Strict);

        Assert.Contains(identity, compatible, StringComparison.Ordinal);
        Assert.DoesNotContain("clientNotificationUrl", compatible, StringComparison.Ordinal);
        Assert.DoesNotContain(RingingApp.UrlSecret, compatible, StringComparison.Ordinal);
        Assert.Contains($"clientNotificationUrl=\"{RingingApp.UrlOf(ringing.Strict)}\"", strict, StringComparison.Ordinal);
    }

    private async Task<string> TwimlAsync(AppProcess app)
    {
        var url = $"{app.BaseUrl}twilio/voice/incoming?AccountSid={AppProcess.AccountSid}&CallSid={RingingApp.NewSid("CA")}&From=client%3Aalice&To=client%3A{identity}";
        var signed = await ringing.Twilio.SignAsync(url, null, null, AppProcess.AuthToken);
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, signed.Url);
        request.Headers.Add("X-Twilio-Signature", signed.Signature);
        using var response = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }

    private async Task<HttpResponseMessage> PostAsync(AppProcess app, string query, string signedUrl)
    {
        var signed = await ringing.Twilio.SignAsync(signedUrl, [], null, AppProcess.AuthToken);
        var body = RingingApp.Notification(identity, RingingApp.NewSid("CA"), RingingApp.NewSid("WB"));
        return await ringing.SendAsync(RingingApp.UrlOf(app) + query, signed.Signature, body);
    }
}
