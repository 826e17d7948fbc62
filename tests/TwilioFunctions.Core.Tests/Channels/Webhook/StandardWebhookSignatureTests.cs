using System.Diagnostics;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using StandardWebhooks;
using TwilioFunctions.Azurite;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Core.Tests.Channels.Webhook;

public sealed class StandardWebhookSignatureTests
{
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const long Timestamp = 1614265330;
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string OtherSecret = "whsec_c2Vjb25kIHNlY3JldCBvZiB0aGUgcm90YXRpb24h";

    /// <summary>From the tests of https://github.com/standard-webhooks/standard-webhooks, the same in all its languages.</summary>
    [Fact]
    public void PublishedVector_IsMet() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        StandardWebhookSignature.Sign([Secret], Id, Timestamp, """{"test": 2432232314}"""u8));

    [Theory]
    [InlineData(23, false)]
    [InlineData(24, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Secret_IsOfTheSchemesLength(int bytes, bool expected) =>
        Assert.Equal(expected, StandardWebhookSignature.IsSecret($"whsec_{Convert.ToBase64String(new byte[bytes])}"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw=")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa_-")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8I LPZIo2LaLaSw")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n")]
    public void AnyOtherText_IsNoSecret(string? text) => Assert.False(StandardWebhookSignature.IsSecret(text));

    /// <summary>The NuGet package, with one secret each: it reads only the first of several signatures.</summary>
    [Fact]
    public void AnotherLibrary_SignsAlike() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), ArbMap.Default.ArbFor<NonNull<string>>(), (bytes, text) =>
        {
            byte[] key = [.. bytes.Take(40), .. new byte[24]];
            // Half of a surrogate pair isn't text, and the package signs texts.
            var body = Encoding.UTF8.GetBytes(text.Get + """{"twi_from":"client:al\u0069ce","é":"😀"}""");
            var theirs = new StandardWebhook(key).Sign(Id, DateTimeOffset.FromUnixTimeSeconds(Timestamp), Encoding.UTF8.GetString(body));
            return theirs == StandardWebhookSignature.Sign([$"whsec_{Convert.ToBase64String(key)}"], Id, Timestamp, body);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    /// <summary>The npm package of the scheme's authors, with each of the two secrets.</summary>
    [Fact]
    public async Task SchemesOwnLibrary_AcceptsTheSignature()
    {
        const string Body = """{"twi_from":"client:al\u0069ce","é":"😀"}""";
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var signature = StandardWebhookSignature.Sign([Secret, OtherSecret], Id, now, Encoding.UTF8.GetBytes(Body));

        Assert.True(await VerifyAsync(Secret, Body, now, signature));
        Assert.True(await VerifyAsync(OtherSecret, Body, now, signature));
        Assert.False(await VerifyAsync("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", Body, now, signature));
        Assert.False(await VerifyAsync(Secret, Body + " ", now, signature));
    }

    private static async Task<bool> VerifyAsync(string secret, string body, long timestamp, string? signature)
    {
        var source = Path.Combine(AppContext.BaseDirectory, "node");
        var package = await NpmPackage.InstallAsync(source, Path.Combine(Repository.Artifacts, "node"));
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(source, "verify-webhook.mjs"), package.Directory])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(new { secret, body, id = Id, timestamp = $"{timestamp}", signature }));
        node.StandardInput.Close();
        var answer = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        return JsonElement.Parse(answer).GetProperty("valid").GetBoolean();
    }
}
