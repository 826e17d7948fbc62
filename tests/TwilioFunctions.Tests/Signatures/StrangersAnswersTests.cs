using System.Net;
using System.Text;
using TwilioFunctions.Tests.Hosting;

namespace TwilioFunctions.Tests.Signatures;

/// <summary>What a body that is larger than what is read is answered: as a fault of ours, unless it is plainly nobody's.</summary>
[Collection(RunningAppTests.Name)]
public sealed class StrangersAnswersTests(RunningApp running)
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string SomeSignature = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";

    private static readonly byte[] EightMegabytes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("a&", 4_000_000)));

    [Theory]
    [InlineData("events", HttpStatusCode.ServiceUnavailable, HttpStatusCode.Unauthorized)]
    [InlineData("voice/incoming", HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData("voice/status", HttpStatusCode.ServiceUnavailable, HttpStatusCode.Forbidden)]
    [InlineData("voice/recording-status", HttpStatusCode.ServiceUnavailable, HttpStatusCode.Forbidden)]
    [InlineData("proxy/callback", HttpStatusCode.ServiceUnavailable, HttpStatusCode.Unauthorized)]
    [InlineData("proxy/intercept", HttpStatusCode.OK, HttpStatusCode.Unauthorized)]
    [InlineData("proxy/out-of-session", HttpStatusCode.OK, HttpStatusCode.Unauthorized)]
    [InlineData("call-notifications", HttpStatusCode.ServiceUnavailable, HttpStatusCode.Forbidden)]
    public async Task FormThatIsTooLarge_IsAnsweredAsOurOwnFault_AndWithoutASignatureRefused(string webhook, HttpStatusCode ownFault, HttpStatusCode refusal)
    {
        var url = $"{running.App.BaseUrl}twilio/{webhook}";

        using var signed = await running.PostAsync(url, SomeSignature, new ByteArrayContent(EightMegabytes), Form);
        using var wrong = await running.PostAsync(url, "no signature", new ByteArrayContent(EightMegabytes), Form);
        using var unsigned = await running.PostAsync(url, signature: null, new ByteArrayContent(EightMegabytes), Form);

        Assert.Equal((ownFault, refusal, refusal), (signed.StatusCode, wrong.StatusCode, unsigned.StatusCode));
        // The answer to a caller is TwiML in any case.
        var isTwiml = webhook is "voice/incoming" or "proxy/out-of-session";
        Assert.Equal(isTwiml, signed.Content.Headers.ContentType?.MediaType == "application/xml");
    }

    [Theory]
    [InlineData("events", HttpStatusCode.Unauthorized)]
    [InlineData("call-notifications", HttpStatusCode.Forbidden)]
    public async Task LargeJsonThatNoKeySigned_IsRefused(string webhook, HttpStatusCode refusal)
    {
        using var response = await running.PostAsync(
            $"{running.App.BaseUrl}twilio/{webhook}?bodySHA256=00", SomeSignature, new StringContent($"[{new string(' ', 1_000_000)}]"));

        Assert.Equal(refusal, response.StatusCode);
    }
}
