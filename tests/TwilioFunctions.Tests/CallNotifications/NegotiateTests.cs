using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TwilioFunctions.Cli.Signing;
using TwilioFunctions.Tests.Hosting;

namespace TwilioFunctions.Tests.CallNotifications;

/// <summary>How a device gets its Web PubSub URL, asked of a running app that has an instance, and of one that has none.</summary>
[Collection(RunningAppTests.Name)]
public sealed class NegotiateTests(RunningApp shared) : IAsyncLifetime
{
    private const string ApiKeySid = "SK00000000000000000000000000000009";
    private const string ApiKeySecret = "the-api-key-of-the-negotiation";
    private const string AccessKey = "the/access+key=";

    private AppProcess? app;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
    }

    [Fact]
    public async Task AccessToken_GetsTheUrlOfItsIdentity()
    {
        await StartAsync(new()
        {
            ["Channels__WebPubSub__Endpoint"] = "https://name.webpubsub.azure.com/",
            ["Channels__WebPubSub__Hub"] = "calls_{AccountSid}",
            ["Channels__WebPubSub__AccessKey"] = AccessKey,
        });

        using var response = await NegotiateAsync(TokenOf("bob/é"));
        var answer = JsonElement.Parse(await response.Content.ReadAsByteArrayAsync());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var parts = answer.GetProperty("url").GetString()!.Split("?access_token=");
        Assert.Equal($"wss://name.webpubsub.azure.com/client/hubs/calls_{AppProcess.AccountSid}", parts[0]);
        var claims = ClaimsOf(parts[1]);
        Assert.Equal(
            ($"https://name.webpubsub.azure.com/client/hubs/calls_{AppProcess.AccountSid}", "bob/é"),
            (claims.GetProperty("aud").GetString(), claims.GetProperty("sub").GetString()));
        Assert.Equal(answer.GetProperty("expiresAt").GetDateTimeOffset().ToUnixTimeSeconds(), claims.GetProperty("exp").GetInt64());

        using var withoutToken = await NegotiateAsync(null);
        using var withForgedToken = await NegotiateAsync(TokenOf("bob", "another-secret"));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (withoutToken.StatusCode, withForgedToken.StatusCode));
    }

    [Fact]
    public async Task ChannelOff_IsNotFoundWithTheMissingSetting()
    {
        await StartAsync([]);

        using var response = await NegotiateAsync(TokenOf("bob"));
        var problem = JsonElement.Parse(await response.Content.ReadAsByteArrayAsync());

        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.StartsWith("Channels__WebPubSub__Endpoint is not set", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private async Task StartAsync(Dictionary<string, string> settings)
    {
        settings["Twilio__Accounts__0__ApiKeys__0__Sid"] = ApiKeySid;
        settings["Twilio__Accounts__0__ApiKeys__0__Secret"] = ApiKeySecret;
        app = await AppProcess.StartAsync(shared.ConnectionString, settings);
    }

    private async Task<HttpResponseMessage> NegotiateAsync(string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, app!.BaseUrl + "me/negotiate");
        if (token is not null)
            request.Headers.Add("Authorization", $"Bearer {token}");
        return await shared.Client.SendAsync(request);
    }

    private static string TokenOf(string identity, string secret = ApiKeySecret) =>
        AccessTokenSigner.Create(AppProcess.AccountSid, ApiKeySid, secret, identity, TimeSpan.FromMinutes(10), DateTimeOffset.UtcNow);

    private static JsonElement ClaimsOf(string token)
    {
        var parts = token.Split('.');
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(AccessKey), Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"));
        Assert.Equal(Base64Url.EncodeToString(signature), parts[2]);
        return JsonElement.Parse(Base64Url.DecodeFromChars(parts[1]));
    }
}
