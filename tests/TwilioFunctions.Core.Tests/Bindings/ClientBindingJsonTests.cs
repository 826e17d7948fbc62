using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using TwilioFunctions.Core.Bindings;

namespace TwilioFunctions.Core.Tests.Bindings;

public sealed class ClientBindingJsonTests
{
    private const string Account = "AC00000000000000000000000000000001";
    private const string Secret = Registered.Secret;

    [Fact]
    public void Answer_IsWhatWasPutAndWhatTheStoreKnows()
    {
        var binding = Registered.Binding(Account, "bob & \"Bob\" 電", "phone", new WebhookAddress("https://example.com/?a=b", Secret, Secret)) with
        {
            DeviceId = "device",
            Labels = new Dictionary<string, string> { ["team"] = "support" },
            CreatedAt = new DateTimeOffset(2026, 11, 21, 10, 0, 0, 500, TimeSpan.Zero),
            UpdatedAt = new DateTimeOffset(2026, 11, 21, 11, 0, 0, TimeSpan.Zero),
        };

        Assert.Equal(
            $$$"""
            {"accountSid":"{{{Account}}}","identity":"bob & \"Bob\" 電","bindingId":"phone","channel":"webhook","webhook":{"url":"https://example.com/?a=b","secret":"{{{Secret}}}","secondarySecret":"{{{Secret}}}"},"deviceId":"device","labels":{"team":"support"},"createdAt":"2026-11-21T10:00:00.5Z","updatedAt":"2026-11-21T11:00:00Z"}
            """.Trim(),
            Encoding.UTF8.GetString(ClientBindingJson.Write(binding)));
        Assert.Contains("\"webhook\":{\"url\":\"https://example.com/?a=b\"},", Encoding.UTF8.GetString(ClientBindingJson.Write(binding, withSecrets: false)), StringComparison.Ordinal);
    }

    [Fact]
    public void AnyBinding_IsReadAsItWasWritten() => Prop.ForAll(RandomBinding.Arbitrary(Account), binding =>
    {
        using var document = JsonDocument.Parse(ClientBindingJson.Write(binding));
        var named = ClientBindingJson.Read(document.RootElement, Account, binding.Identity, binding.BindingId);
        var nameless = ClientBindingJson.Read(document.RootElement, Account, null, null);
        Assert.Empty(named.Problems);
        Assert.Equivalent(binding with { CreatedAt = default, UpdatedAt = default }, named.Binding, strict: true);
        Assert.Equivalent(named.Binding, nameless.Binding, strict: true);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Theory]
    [InlineData("""{"channel":"fcm","fcm":{"registrationToken":"abc:DEF-_1"}}""")]
    [InlineData("""{"channel":"fcm","fcm":{"registrationToken":"t"},"apns":null,"deviceId":null,"labels":null}""")]
    [InlineData("""{"channel":"apns","apns":{"deviceToken":"00fF","bundleId":"com.example-1.App","environment":"sandbox","pushType":"alert"}}""")]
    [InlineData("""{"channel":"webpubsub","labels":{"":null}}""", "labels")]
    [InlineData("""{"channel":"webpubsub","labels":{"note":""}}""")]
    [InlineData("""{"channel":"webpubsub","accountSid":"AC00000000000000000000000000000001","identity":"bob","bindingId":"phone","createdAt":"x","updatedAt":1}""")]
    [InlineData("""{"channel":"webpubsub","accountSid":"AC00000000000000000000000000000002"}""", "accountSid")]
    [InlineData("""{"channel":"webpubsub","identity":"alice"}""", "identity")]
    [InlineData("""{"channel":"webpubsub","bindingId":7}""", "bindingId")]
    [InlineData("""{}""", "channel")]
    [InlineData("""[]""", "")]
    [InlineData("""null""", "")]
    [InlineData("""{"channel":"sms"}""", "channel")]
    [InlineData("""{"channel":"fcm"}""", "fcm")]
    [InlineData("""{"channel":"fcm","fcm":[]}""", "fcm", "fcm.registrationToken")]
    [InlineData("""{"channel":"fcm","fcm":{}}""", "fcm.registrationToken")]
    [InlineData("""{"channel":"fcm","fcm":{"registrationToken":""}}""", "fcm.registrationToken")]
    [InlineData("""{"channel":"fcm","fcm":{"registrationToken":"a b"}}""", "fcm.registrationToken")]
    [InlineData("""{"channel":"fcm","fcm":{"registrationToken":"\ud800"}}""", "fcm.registrationToken")]
    [InlineData("""{"channel":"fcm","fcm":{"registrationToken":"t","token":"t"}}""", "fcm.token")]
    [InlineData("""{"channel":"fcm","fcm":{"registrationToken":"t"},"webhook":{}}""", "webhook")]
    [InlineData("""{"channel":"fcm","fcm":{"registrationToken":"t"},"Fcm":1}""", "Fcm")]
    [InlineData("""{"channel":"webpubsub","channel":"webpubsub"}""", "channel")]
    [InlineData("""{"channel":"webpubsub","\ud800":1}""", "")]
    [InlineData("""{"channel":"webpubsub","deviceId":""}""", "deviceId")]
    [InlineData("""{"channel":"webpubsub","labels":[]}""", "labels")]
    [InlineData("""{"channel":"webpubsub","labels":{"team":7,"\ud800":""}}""", "labels.team", "labels")]
    [InlineData("""{"channel":"apns","apns":{"deviceToken":"0","bundleId":"a b","environment":"Sandbox","pushType":"voice"}}""", "apns.deviceToken", "apns.bundleId", "apns.environment", "apns.pushType")]
    [InlineData("""{"channel":"apns","apns":{"deviceToken":"00"}}""", "apns.bundleId", "apns.environment", "apns.pushType")]
    public void Binding_IsAcceptedOrItsProblemsNameTheirFields(string json, params string[] fields)
    {
        using var document = JsonDocument.Parse(json);

        var reading = ClientBindingJson.Read(document.RootElement, Account, "bob", "phone");

        Assert.Equal(fields, reading.Problems.Select(problem => problem.Field));
        Assert.Equal(fields.Length == 0, reading.Binding is not null);
    }

    [Theory]
    [InlineData("https://example.com", Secret, null)]
    [InlineData("https://bücher.example:8443/a?b=c", Secret, Secret)]
    [InlineData("http://127.0.0.1:7099/", Secret, null)]
    [InlineData("https://[2001:db8::1]/", Secret, null)]
    [InlineData("example.com", Secret, null, "webhook.url")]
    [InlineData("ftp://example.com", Secret, null, "webhook.url")]
    [InlineData("https:///path", Secret, null, "webhook.url")]
    [InlineData("https://user@example.com", Secret, null, "webhook.url")]
    [InlineData("https://user:password@example.com", Secret, null, "webhook.url")]
    [InlineData("https://example.com/#fragment", Secret, null, "webhook.url")]
    [InlineData("https://example.com/\uFEFF", Secret, null, "webhook.url")]
    [InlineData(" https://example.com", Secret, null, "webhook.url")]
    [InlineData("https://example.com\\@evil.example", Secret, null, "webhook.url")]
    [InlineData("file:///etc/passwd", Secret, null, "webhook.url")]
    [InlineData("https://example.com", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", null, "webhook.secret")]
    [InlineData("https://example.com", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa", null, "webhook.secret")]
    [InlineData("https://example.com", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS=", null, "webhook.secret")]
    [InlineData("https://example.com", "whsec_MfKQ9r8GKYqrTwjUPD8I LPZIo2LaLaSw", null, "webhook.secret")]
    [InlineData("https://example.com", "whsec_", null, "webhook.secret")]
    [InlineData("https://example.com", Secret, "whsec_x", "webhook.secondarySecret")]
    [InlineData("https://example.com", Secret, "", "webhook.secondarySecret")]
    public void Webhook_IsAcceptedOrItsProblemsNameTheirFields(string url, string secret, string? secondary, params string[] fields)
    {
        var json = JsonSerializer.Serialize(new { channel = "webhook", webhook = new { url, secret, secondarySecret = secondary } });
        using var document = JsonDocument.Parse(json);

        var reading = ClientBindingJson.Read(document.RootElement, Account, "bob", "phone");

        Assert.Equal(fields, reading.Problems.Select(problem => problem.Field));
        Assert.Equal(fields.Length == 0 ? new WebhookAddress(url, secret, secondary) : null, reading.Binding?.Address);
    }

    [Theory]
    [InlineData("""[]""", "This must be a JSON object.")]
    [InlineData("""{"channel":"sms"}""", "This must be one of fcm, apns, webpubsub, webhook.")]
    [InlineData("""{"channel":"webpubsub","identity":"alice"}""", "This must be the one in the URL.")]
    [InlineData("""{"channel":"webpubsub","labels":[]}""", "This must be a JSON object whose members are strings.")]
    [InlineData($$$"""{"channel":"webhook","webhook":{"url":"ftp://x","secret":"{{{Secret}}}"}}""", "This must be an absolute https URL without user information or fragment.")]
    public void Problem_SaysWhatMustBe(string json, string detail)
    {
        using var document = JsonDocument.Parse(json);

        Assert.Equal(detail, Assert.Single(ClientBindingJson.Read(document.RootElement, Account, "bob", "phone").Problems).Detail);
    }

    [Theory]
    [InlineData(23, false)]
    [InlineData(24, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Secret_Has24To64Bytes(int length, bool accepted) =>
        Webhook_IsAcceptedOrItsProblemsNameTheirFields(
            "https://example.com", "whsec_" + Convert.ToBase64String(new byte[length]), null, accepted ? [] : ["webhook.secret"]);

    [Theory]
    [InlineData("fcm.registrationToken", 4096)]
    [InlineData("apns.deviceToken", 200)]
    [InlineData("apns.bundleId", 155)]
    [InlineData("deviceId", 256)]
    [InlineData("labels.team", 256)]
    public void Text_HasItsLimit(string field, int limit)
    {
        Assert.Empty(ReadWith(limit).Problems);
        // By two, since a device token has pairs of digits.
        Assert.Equal(field, Assert.Single(ReadWith(limit + 2).Problems).Field);

        BindingReading ReadWith(int length)
        {
            string Fill(string name, int usual) => new('a', name == field ? length : usual);
            var json = field.StartsWith("fcm", StringComparison.Ordinal)
                ? $$"""{"channel":"fcm","fcm":{"registrationToken":"{{Fill("fcm.registrationToken", 1)}}"} }"""
                : $$"""{"channel":"apns","apns":{"deviceToken":"{{Fill("apns.deviceToken", 2)}}","bundleId":"{{Fill("apns.bundleId", 1)}}","environment":"production","pushType":"voip"},"deviceId":"{{Fill("deviceId", 1)}}","labels":{"team":"{{Fill("labels.team", 1)}}"} }""";
            using var document = JsonDocument.Parse(json);
            return ClientBindingJson.Read(document.RootElement, Account, "bob", "phone");
        }
    }

    [Fact]
    public void SeventeenLabels_AreOneTooMany()
    {
        var labels = string.Join(',', Enumerable.Range(0, 17).Select(number => $"\"{number}\":\"\""));
        using var document = JsonDocument.Parse($$"""{"channel":"webpubsub","labels":{ {{labels}} } }""");

        Assert.Equal("labels", Assert.Single(ClientBindingJson.Read(document.RootElement, Account, "bob", "phone").Problems).Field);
    }

    [Fact]
    public void ManyProblems_AreToldInPartAndNotRepeatedAtLength()
    {
        var members = string.Join(',', Enumerable.Range(0, 1000).Select(number => $"\"{number}{new string('x', 1000)}\":1"));
        using var document = JsonDocument.Parse($"{{{members}}}");

        var problems = ClientBindingJson.Read(document.RootElement, Account, "bob", "phone").Problems;

        Assert.Equal(BindingReading.MaxProblems, problems.Count);
        Assert.All(problems, problem => Assert.True(problem.Field.Length < 100));
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("A.b_c~d-9", true)]
    [InlineData("...", true)]
    [InlineData(".", false)]
    [InlineData("..", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("a/b", false)]
    [InlineData("a\n", false)]
    [InlineData("ä", false)]
    public void BindingId_IsWhatAUrlCanHold(string? bindingId, bool good) => Assert.Equal(good, BindingNames.ProblemOfBindingId(bindingId) is null);

    [Fact]
    public void NamesBeyondTheirLength_AreRefused()
    {
        Assert.Null(BindingNames.ProblemOfBindingId(new string('a', 128)));
        Assert.NotNull(BindingNames.ProblemOfBindingId(new string('a', 129)));
        Assert.Null(BindingNames.ProblemOfIdentity(new string('/', 256)));
        Assert.NotNull(BindingNames.ProblemOfIdentity(new string('/', 257)));
        Assert.NotNull(BindingNames.ProblemOfIdentity(""));
        Assert.NotNull(BindingNames.ProblemOfIdentity("a\ud800"));
        Assert.NotNull(BindingNames.ProblemOfIdentity("\udc00\ud800"));
        Assert.Null(BindingNames.ProblemOfIdentity("😀"));
    }
}
