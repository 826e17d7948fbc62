using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Storage.Queues;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Testing;
using TwilioFunctions.Tests.Hosting;
using Xunit.Abstractions;

namespace TwilioFunctions.Tests.EndToEnd;

/// <summary>
/// One call for ten bindings over four channels, whose services one server plays: one answers 410, one 429, one hangs, one cuts the
/// connection once, and six are well.
/// </summary>
public sealed class RingingTests(ITestOutputHelper output)
{
    private const string CallSid = "CA00000000000000000000000000000410";
    private const string Identity = "bob";

    private static readonly string[] Good = ["android-1", "iphone-voip", "iphone-alert", "browser", "desk-1", "desk-2"];

    [Fact]
    public async Task TenBindingsOverFourChannels_EachGetsWhatItsServiceAllows()
    {
        var azurite = new AzuriteFixture();
        await azurite.InitializeAsync();
        await using var services = await PushService.StartAsync();
        await using var twilio = await NodeTwilio.StartAsync();
        var devices = new Devices(services);
        using var certificate = new TemporaryFile(services.CertificatePem);

        await using (var app = await AppProcess.StartAsync(azurite.ConnectionString, SettingsFor(services, certificate.Path)))
        {
            using var client = new HttpClient();
            foreach (var (bindingId, binding) in devices.Bindings)
                await PutAsync(client, app, bindingId, binding);

            var body = BodyOf(AppProcess.AccountSid);
            var changed = await PostAsync(client, twilio, app, body, sent: body.Replace("alice", "mallory", StringComparison.Ordinal));
            var answered = await PostAsync(client, twilio, app, body, sent: body);
            Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (changed, answered));

            var attempts = await Eventually.CompleteAsync(() => AttemptsAsync(client, app), IsOver, TimeSpan.FromMinutes(2));
            foreach (var attempt in attempts)
                output.WriteLine(attempt.ToString());

            var last = attempts.GroupBy(attempt => attempt.BindingId).ToDictionary(group => group.Key, group => group.OrderBy(attempt => attempt.Number).ToArray());
            Assert.All(Good, bindingId => Assert.Equal(["delivered"], last[bindingId].Select(attempt => attempt.Outcome)));
            Assert.All(Good, bindingId => Assert.Equal(1, devices.ArrivalsOf(bindingId)));
            Assert.Equal(["gone"], last["iphone-lost"].Select(attempt => attempt.Outcome));
            Assert.Equal(["retry", "delivered"], last["android-busy"].Select(attempt => attempt.Outcome));
            Assert.True(devices.BetweenArrivalsOf("android-busy") >= TimeSpan.FromSeconds(1), "The service asked for a second.");
            Assert.Equal(["retry", "delivered"], last["desk-cut"].Select(attempt => attempt.Outcome));
            Assert.Equal("expired", last["desk-hanging"][^1].Outcome);
            Assert.Contains(last["desk-hanging"], attempt => attempt.Outcome == "retry");
            Assert.Equal(body, Encoding.UTF8.GetString(devices.LastBodyOf("desk-1")));
            Assert.Equal(body, Encoding.UTF8.GetString(devices.LastBodyOf("iphone-voip")));

            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(BindingUrl(app, "iphone-lost"))).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(BindingUrl(app, "desk-hanging"))).StatusCode);

            // Twilio sends it again: nobody rings twice.
            var arrivals = devices.Arrivals;
            Assert.Equal(HttpStatusCode.OK, await PostAsync(client, twilio, app, body, sent: body));
            await NothingIsQueuedAsync(azurite.ConnectionString);
            Assert.Equal(arrivals, devices.Arrivals);
        }
        await azurite.DisposeAsync();
    }

    private static Dictionary<string, string> SettingsFor(PushService services, string certificate)
    {
        using var rsa = RSA.Create(2048);
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var origin = services.Url.GetLeftPart(UriPartial.Authority);
        var serviceAccount = new
        {
            type = "service_account",
            project_id = "phones",
            private_key_id = "1",
            private_key = rsa.ExportPkcs8PrivateKeyPem(),
            client_email = "push@phones.iam.gserviceaccount.com",
            client_id = "1",
            token_uri = $"{origin}/token",
        };
        return new Dictionary<string, string>
        {
            // OpenSSL's own variable: the app trusts the server that plays the services, and TLS stays as it is.
            ["SSL_CERT_FILE"] = certificate,
            ["CallNotifications__TimeToLive"] = "00:00:20",
            ["CallNotifications__AttemptTimeout"] = "00:00:03",
            ["Channels__Fcm__ServiceAccountJson"] = JsonSerializer.Serialize(serviceAccount),
            ["Channels__Fcm__Endpoint"] = origin,
            ["Channels__Apns__TeamId"] = "TEAM123456",
            ["Channels__Apns__KeyId"] = "KEY1234567",
            ["Channels__Apns__PrivateKey"] = ecdsa.ExportPkcs8PrivateKeyPem(),
            ["Channels__Apns__ProductionEndpoint"] = origin,
            ["Channels__Apns__SandboxEndpoint"] = origin,
            ["Channels__WebPubSub__Endpoint"] = origin,
            ["Channels__WebPubSub__Hub"] = "calls",
            ["Channels__WebPubSub__AccessKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Channels__Webhook__AllowedOrigins__0"] = origin,
        };
    }

    private static string BodyOf(string accountSid) =>
        $$"""{"twi_account_sid":"{{accountSid}}","twi_bridge_token":"eyJhb\/c","twi_call_sid":"{{CallSid}}", "twi_from":"client:alice","twi_message_id":"WB00000000000000000000000000000410","twi_message_type":"twilio.voice.call","twi_to":"client:{{Identity}}","later":1.50}""";

    private static string BindingUrl(AppProcess app, string bindingId) =>
        $"{app.BaseUrl}accounts/{AppProcess.AccountSid}/identities/{Identity}/bindings/{bindingId}";

    private static async Task PutAsync(HttpClient client, AppProcess app, string bindingId, object binding)
    {
        // Not JsonContent, which has no length: the host hands on no such body.
        using var body = new StringContent(JsonSerializer.Serialize(binding), Encoding.UTF8, "application/json");
        using var response = await client.PutAsync(BindingUrl(app, bindingId), body);
        Assert.True(response.StatusCode == HttpStatusCode.Created, $"{bindingId}: {response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient client, NodeTwilio twilio, AppProcess app, string signed, string sent)
    {
        var signature = await twilio.SignAsync(app.BaseUrl + "twilio/call-notifications", null, signed, AppProcess.AuthToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, signature.Url) { Content = new StringContent(sent, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("X-Twilio-Signature", signature.Signature);
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private static async Task<List<Attempt>> AttemptsAsync(HttpClient client, AppProcess app)
    {
        using var response = await client.GetAsync($"{app.BaseUrl}calls/{CallSid}");
        if (response.StatusCode == HttpStatusCode.NotFound)
            return [];
        var call = await response.Content.ReadFromJsonAsync<JsonElement>();
        return [.. call.GetProperty("notifications").EnumerateArray().Select(attempt => new Attempt(
            attempt.GetProperty("bindingId").GetString()!, attempt.GetProperty("attempt").GetInt32(), attempt.GetProperty("outcome").GetString()!, attempt.GetProperty("reason").GetString()!))];
    }

    private static bool IsOver(List<Attempt> attempts) =>
        attempts.Count(attempt => attempt.Outcome != "retry") == Good.Length + 4;

    private static async Task NothingIsQueuedAsync(string connectionString)
    {
        var queue = new QueueClient(connectionString, QueueNames.CallNotifications);
        var queued = await Eventually.CompleteAsync(
            async () => (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount, count => count == 0, TimeSpan.FromMinutes(1));
        Assert.Equal(0, queued);
    }

    private sealed record Attempt(string BindingId, int Number, string Outcome, string Reason);

    /// <summary>The ten bindings, and what the services of each do.</summary>
    private sealed class Devices
    {
        private readonly ConcurrentDictionary<string, ConcurrentQueue<(long Time, byte[] Body)>> arrivals = new();

        public Devices(PushService services)
        {
            var origin = services.Url.GetLeftPart(UriPartial.Authority);
            Bindings = new Dictionary<string, object>
            {
                ["android-1"] = new { channel = "fcm", fcm = new { registrationToken = "token-android-1" } },
                ["android-busy"] = new { channel = "fcm", fcm = new { registrationToken = "token-android-busy" } },
                ["iphone-voip"] = Apple("a1", "voip"),
                ["iphone-alert"] = Apple("a2", "alert"),
                ["iphone-lost"] = Apple("a3", "voip"),
                ["browser"] = new { channel = "webpubsub" },
                ["desk-1"] = Webhook(origin, "desk-1"),
                ["desk-2"] = Webhook(origin, "desk-2"),
                ["desk-hanging"] = Webhook(origin, "desk-hanging"),
                ["desk-cut"] = Webhook(origin, "desk-cut"),
            };
            services.Beside(request => request.Path == "/token", _ => new PushAnswer(200, """{"access_token":"ya29.token","expires_in":3600,"token_type":"Bearer"}""").With("Content-Type", "application/json"));
            services.Beside(request => request.Method == "HEAD", _ => new PushAnswer(200));
            services.Beside(request => request.Path.StartsWith("/v1/projects/", StringComparison.Ordinal), AnswerFcm);
            services.Beside(request => request.Path.StartsWith("/3/device/", StringComparison.Ordinal), AnswerApple);
            services.Beside(request => request.Path.StartsWith("/api/hubs/", StringComparison.Ordinal) && request.Method == "POST", request => Arrived("browser", request, new PushAnswer(202)));
            services.Beside(request => request.Path.StartsWith("/hooks/", StringComparison.Ordinal), AnswerWebhook);
        }

        public IReadOnlyDictionary<string, object> Bindings { get; }

        public int Arrivals => arrivals.Values.Sum(queue => queue.Count);

        public int ArrivalsOf(string bindingId) => arrivals.TryGetValue(bindingId, out var queue) ? queue.Count : 0;

        public byte[] LastBodyOf(string bindingId) => arrivals[bindingId].Last().Body;

        public TimeSpan BetweenArrivalsOf(string bindingId)
        {
            var times = arrivals[bindingId].Select(arrival => arrival.Time).ToArray();
            return TimeProvider.System.GetElapsedTime(times[0], times[1]);
        }

        private static object Apple(string deviceToken, string pushType) =>
            new { channel = "apns", apns = new { deviceToken, bundleId = "com.example.phone", environment = "production", pushType } };

        private static object Webhook(string origin, string bindingId) =>
            new { channel = "webhook", webhook = new { url = $"{origin}/hooks/{bindingId}", secret = "whsec_" + Convert.ToBase64String(new byte[24]) } };

        private PushAnswer AnswerFcm(PushRequest request)
        {
            var bindingId = Encoding.UTF8.GetString(request.Body).Contains("token-android-busy", StringComparison.Ordinal) ? "android-busy" : "android-1";
            var answer = bindingId == "android-busy" && ArrivalsOf(bindingId) == 0 ? new PushAnswer(429).With("Retry-After", "1") : new PushAnswer(200, "{}");
            return Arrived(bindingId, request, answer);
        }

        private PushAnswer AnswerApple(PushRequest request) => request.Path switch
        {
            "/3/device/a1" => Arrived("iphone-voip", request, new PushAnswer(200)),
            "/3/device/a2" => Arrived("iphone-alert", request, new PushAnswer(200)),
            _ => Arrived("iphone-lost", request, new PushAnswer(410, $$"""{"reason":"Unregistered","timestamp":{{DateTimeOffset.UtcNow.AddMinutes(1).ToUnixTimeMilliseconds()}}}""")),
        };

        private PushAnswer AnswerWebhook(PushRequest request)
        {
            var bindingId = request.Path["/hooks/".Length..];
            var answer = bindingId switch
            {
                "desk-hanging" => PushAnswer.Hang,
                "desk-cut" when ArrivalsOf(bindingId) == 0 => PushAnswer.Cut,
                _ => new PushAnswer(204),
            };
            return Arrived(bindingId, request, answer);
        }

        private PushAnswer Arrived(string bindingId, PushRequest request, PushAnswer answer)
        {
            arrivals.GetOrAdd(bindingId, _ => new()).Enqueue((TimeProvider.System.GetTimestamp(), request.Body));
            return answer;
        }
    }

    private sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(string text) => File.WriteAllText(Path, text);

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
