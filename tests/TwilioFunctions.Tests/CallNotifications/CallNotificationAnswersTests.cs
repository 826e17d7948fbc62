using System.Net;
using System.Text;
using TwilioFunctions.Azurite;
using TwilioFunctions.Tests.Hosting;

namespace TwilioFunctions.Tests.CallNotifications;

/// <summary>What <c>POST twilio/call-notifications</c> answers, and what arrives at the devices.</summary>
[Collection(RingingAppTests.Name)]
public sealed class CallNotificationAnswersTests(RingingApp ringing)
{
    private const string StorageAway = "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;QueueEndpoint=http://127.0.0.1:1/a;TableEndpoint=http://127.0.0.1:1/a";

    private readonly string identity = $"bob:{Guid.NewGuid():n}";
    private readonly string callSid = RingingApp.NewSid("CA");
    private readonly string messageId = RingingApp.NewSid("WB");

    [Fact]
    public async Task CallNotification_Accepted_200AndTheBodyArrivesByteForByte()
    {
        var url = ringing.Device.UrlThatAnswers(200);
        await ringing.BindAsync(identity, "phone", url);
        var body = RingingApp.Notification(identity, callSid, messageId)
            .Replace("{\"twi", "{\r\n\t \"z\" :  [1.0e+2, -0, 1E400], \"e\":\"\\u00e9\\/ é😀\\ud800\",\"a\":1,\"a\":2,\n\"twi", StringComparison.Ordinal) + "\n";

        using var response = await ringing.PostAsync(body);
        var attempt = Assert.Single(await ringing.AttemptsAsync(callSid, 1));

        Assert.Equal((HttpStatusCode.OK, ""), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Equal(Encoding.UTF8.GetBytes(body), Assert.Single(ringing.Device.RungAt(url)));
        Assert.Equal(
            ("delivered", 1, "phone", "webhook", messageId, identity),
            (attempt.GetProperty("outcome").GetString(), attempt.GetProperty("attempt").GetInt32(), attempt.GetProperty("bindingId").GetString(),
                attempt.GetProperty("channel").GetString(), attempt.GetProperty("messageId").GetString(), attempt.GetProperty("identity").GetString()));
    }

    [Fact]
    public async Task CallNotification_SeenBefore_200AndNobodyRingsTwice()
    {
        var (first, second) = (ringing.Device.UrlThatAnswers(200), ringing.Device.UrlThatAnswers(200));
        await ringing.BindAsync(identity, "first", first);
        var body = RingingApp.Notification(identity, callSid, messageId);
        using var accepted = await ringing.PostAsync(body);
        await ringing.AttemptsAsync(callSid, 1);

        // Who is bound meanwhile shows that the second message was worked on.
        await ringing.BindAsync(identity, "second", second);
        using var again = await ringing.PostAsync(body);
        await ringing.AttemptsAsync(callSid, 2);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (accepted.StatusCode, again.StatusCode));
        Assert.Single(ringing.Device.RungAt(first));
        Assert.Single(ringing.Device.RungAt(second));
    }

    [Fact]
    public async Task CallNotification_ThreeAtOnceOnTwoInstances_200AndTheDeviceRingsOnce()
    {
        var url = ringing.Device.UrlThatAnswers(200);
        await ringing.BindAsync(identity, "phone", url);
        string[] bodies = [.. Enumerable.Range(0, 5).Select(_ => RingingApp.Notification(identity, RingingApp.NewSid("CA"), RingingApp.NewSid("WB")))];

        foreach (var body in bodies)
        {
            var signed = await ringing.Twilio.SignAsync(RingingApp.UrlOf(ringing.Strict), null, body, AppProcess.AuthToken);
            var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ringing.SendAsync(signed.Url, signed.Signature, body)));
            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        }
        var queued = await Eventually.CompleteAsync(ringing.CountQueuedAsync, count => count == 0, TimeSpan.FromSeconds(60));

        Assert.Equal(0, queued);
        Assert.Equal(bodies.Order(StringComparer.Ordinal), ringing.Device.RungAt(url).Select(Encoding.UTF8.GetString).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task CallNotification_NoBinding_404()
    {
        using var response = await ringing.PostAsync(RingingApp.Notification(identity, callSid, messageId));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task CallNotification_BadSignature_403()
    {
        var url = ringing.Device.UrlThatAnswers(200);
        await ringing.BindAsync(identity, "phone", url);
        var body = RingingApp.Notification(identity, callSid, messageId);
        var signed = await ringing.Twilio.SignAsync(RingingApp.UrlOf(ringing.Strict), null, body, AppProcess.AuthToken);

        using var another = await ringing.PostAsync(body, "another-token");
        using var changed = await ringing.SendAsync(signed.Url, signed.Signature, body.Replace("alice", "alicE", StringComparison.Ordinal));
        using var unsigned = await ringing.SendAsync(signed.Url, null, body);
        using var foreign = await ringing.PostAsync(body.Replace(AppProcess.AccountSid, RingingApp.NewSid("AC"), StringComparison.Ordinal));

        Assert.All([another, changed, unsigned, foreign], response => Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode));
        Assert.Empty(ringing.Device.RungAt(url));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("{", "line 1")]
    [InlineData("[]", "an array")]
    [InlineData("{}", "/twi_message_type")]
    [InlineData("""{"twi_message_type":"twilio.voice.call","twi_message_id":"WB1","twi_account_sid":"AC00000000000000000000000000000000","twi_call_sid":"CA1","twi_to":"bob"}""", "/twi_to")]
    public async Task CallNotification_Malformed_400(string body, string hint)
    {
        using var response = await ringing.PostAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(hint, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallNotification_OurOwnFaultTooLarge_503()
    {
        using var response = await ringing.PostAsync(RingingApp.Notification(identity, callSid, messageId) + new string(' ', 1024 * 1024));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Fact]
    public async Task CallNotification_OurOwnFaultStorageIsAway_503()
    {
        var (app, _) = AppProcess.Start(StorageAway, null, PortReservation.Next());
        await using (app)
        {
            using var response = await Eventually.AnswerAsync(() => ringing.PostAsync(RingingApp.Notification(identity, callSid, messageId), to: app));

            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        }
    }

    [Fact]
    public async Task LargeNotification_ArrivesWholeAlsoWhenItIsTriedAgain()
    {
        var url = ringing.Device.UrlThatAnswers(503, 200);
        await ringing.BindAsync(identity, "phone", url);
        var body = RingingApp.Notification(identity, callSid, messageId).Replace("eyJra", new string('x', 200_000), StringComparison.Ordinal);

        using var response = await ringing.PostAsync(body);
        await ringing.AttemptsAsync(callSid, 2);

        var expected = Encoding.UTF8.GetBytes(body);
        Assert.Equal([expected, expected], ringing.Device.RungAt(url));
    }

    [Fact]
    public async Task DevicesThatFail_AreTriedAgainOrDeletedAndTheOthersRingOnce()
    {
        var (good, gone, busy, cut, refused) = (
            ringing.Device.UrlThatAnswers(200), ringing.Device.UrlThatAnswers(410), ringing.Device.UrlThatAnswers(429, 200),
            ringing.Device.UrlThatAnswers(0, 200), ringing.Device.UrlThatAnswers(400));
        foreach (var (bindingId, url) in ((string, string)[])[("good", good), ("gone", gone), ("busy", busy), ("cut", cut), ("refused", refused)])
            await ringing.BindAsync(identity, bindingId, url);

        using var response = await ringing.PostAsync(RingingApp.Notification(identity, callSid, messageId));
        var attempts = await ringing.AttemptsAsync(callSid, 7);

        Assert.Equal(
            [
                ("busy", 1, "retry"), ("busy", 2, "delivered"), ("cut", 1, "retry"), ("cut", 2, "delivered"), ("gone", 1, "gone"), ("good", 1, "delivered"),
                ("refused", 1, "rejected"),
            ],
            attempts.Select(attempt => (attempt.GetProperty("bindingId").GetString(), attempt.GetProperty("attempt").GetInt32(), attempt.GetProperty("outcome").GetString())).Order());
        Assert.Equal([1, 1, 2, 2, 1], ((string[])[good, gone, busy, cut, refused]).Select(url => ringing.Device.RungAt(url).Count));
        var first = attempts.Single(attempt => attempt.GetProperty("bindingId").GetString() == "busy" && attempt.GetProperty("attempt").GetInt32() == 1);
        var second = attempts.Single(attempt => attempt.GetProperty("bindingId").GetString() == "busy" && attempt.GetProperty("attempt").GetInt32() == 2);
        Assert.True(second.GetProperty("time").GetDateTimeOffset() - first.GetProperty("time").GetDateTimeOffset() >= TimeSpan.FromSeconds(0.9));

        using var again = await ringing.PostAsync(RingingApp.Notification(identity, RingingApp.NewSid("CA"), RingingApp.NewSid("WB")));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }
}
