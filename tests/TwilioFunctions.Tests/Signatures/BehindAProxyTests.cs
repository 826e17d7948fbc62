using System.Net;
using TwilioFunctions.Core.Diagnosis;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Testing;
using TwilioFunctions.Tests.Hosting;

namespace TwilioFunctions.Tests.Signatures;

/// <summary>
/// Twilio calls a proxy that changes scheme, host, port and path. Its npm package signs each request and validates it itself: what
/// is not accepted then is not accepted because of the proxy.
/// </summary>
public sealed class BehindAProxyTests : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private readonly AzuriteFixture azurite;
    private NodeTwilio? twilio;

    public BehindAProxyTests(AzuriteFixture azurite) => this.azurite = azurite;

    public async Task InitializeAsync() => twilio = await NodeTwilio.StartAsync();

    public async Task DisposeAsync() => await twilio!.DisposeAsync();

    [Theory]
    [InlineData("", true)]
    [InlineData("/gateway/twilio", true)]
    [InlineData("", false)]
    public async Task EveryForm_IsAcceptedWithThePublicBaseUrlAndDiagnosedWithoutIt(string prefix, bool tells)
    {
        await using var proxy = await ReverseProxy.StartAsync(prefix, tells);
        await using var app = await AppProcess.StartAsync(azurite.ConnectionString, new Dictionary<string, string> { ["Twilio__PublicBaseUrl"] = proxy.PublicBaseUrl });
        proxy.AppOrigin = OriginOf(app);
        foreach (var webhook in ProxiedWebhook.All)
            Assert.Equal((webhook.Name, webhook.Accepted), (webhook.Name, await CallAsync(proxy, webhook)));

        await using var unaware = await AppProcess.StartAsync(azurite.ConnectionString);
        proxy.AppOrigin = OriginOf(unaware);
        foreach (var webhook in ProxiedWebhook.All)
        {
            Assert.Equal((webhook.Name, webhook.Refused), (webhook.Name, await CallAsync(proxy, webhook)));
            AssertDiagnosed(proxy, proxy.Forwarded.Last(), tells);
        }
    }

    private static void AssertDiagnosed(ReverseProxy proxy, CapturedRequest received, bool tells)
    {
        var settings = Settings(publicBaseUrl: null);
        var diagnosis = new SignatureDiagnostician(settings).Diagnose(received);

        Assert.Equal(SignatureResult.Mismatch, diagnosis.Result);
        Assert.Contains(SignatureCause.ProxyHost, diagnosis.Causes);
        Assert.Equal("Twilio__PublicBaseUrl", diagnosis.Settings[0].Name);
        // What nothing tells cannot be known, but the setting is named.
        if (tells)
            Assert.Equal([new MendingSetting("Twilio__PublicBaseUrl", proxy.PublicBaseUrl)], diagnosis.Settings);
        Assert.Equal(SignatureResult.Valid, new SignatureDiagnostician(Settings(proxy.PublicBaseUrl)).Diagnose(received).Result);
    }

    /// <summary>Signs as Twilio for the URL that Twilio was given, validates as Twilio, and calls that URL.</summary>
    private async Task<HttpStatusCode> CallAsync(ReverseProxy proxy, ProxiedWebhook webhook)
    {
        var url = $"{proxy.PublicBaseUrl}/api/{webhook.Target}";
        var signature = await twilio!.SignAsync(url, webhook.Parameters, webhook.Json, AppProcess.AuthToken);
        Assert.True(await twilio.ValidateAsync(signature.Url, webhook.Parameters, webhook.Json, AppProcess.AuthToken, signature.Signature));

        using var request = webhook.At(signature.Url);
        request.Headers.Add("X-Twilio-Signature", signature.Signature);
        using var response = await proxy.Caller.SendAsync(request);
        return response.StatusCode;
    }

    private static string OriginOf(AppProcess app) => new Uri(app.BaseUrl).GetLeftPart(UriPartial.Authority);

    private static TwilioOptions Settings(string? publicBaseUrl)
    {
        var settings = new TwilioOptions { PublicBaseUrl = publicBaseUrl };
        settings.Accounts.Add(new TwilioAccountOptions { AccountSid = AppProcess.AccountSid, AuthToken = AppProcess.AuthToken });
        return settings;
    }
}
