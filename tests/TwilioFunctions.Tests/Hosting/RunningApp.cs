using TwilioFunctions.Testing;

namespace TwilioFunctions.Tests.Hosting;

/// <summary>One Azurite, one app and one signer for the tests that share them.</summary>
public sealed class RunningApp : IAsyncLifetime
{
    private readonly AzuriteFixture azurite = new();
    private AppProcess? app;
    private NodeTwilio? twilio;

    internal AppProcess App => app ?? throw new InvalidOperationException("The app has not been started.");

    internal string ConnectionString => azurite.ConnectionString;

    internal HttpClient Client { get; } = new();

    public async Task InitializeAsync()
    {
        await azurite.InitializeAsync();
        twilio = await NodeTwilio.StartAsync();
        // A failed message comes back at once, so that the tests of dead letters need not wait for five times five seconds.
        app = await AppProcess.StartAsync(ConnectionString, new Dictionary<string, string>
        {
            ["AzureFunctionsJobHost__extensions__queues__visibilityTimeout"] = "00:00:00",
        });
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        if (app is not null)
            await app.DisposeAsync();
        if (twilio is not null)
            await twilio.DisposeAsync();
        await azurite.DisposeAsync();
    }

    /// <summary>Posts a body to the events webhook, signed by Twilio's own npm package.</summary>
    internal async Task<HttpResponseMessage> PostEventsAsync(string body, string? authToken = null, string contentType = "application/json")
    {
        var signed = await twilio!.SignAsync(App.EventsUrl, null, body, authToken ?? AppProcess.AuthToken);
        return await PostAsync(signed.Url, signed.Signature, new StringContent(body), contentType);
    }

    internal async Task<HttpResponseMessage> PostAsync(string url, string? signature, HttpContent body, string contentType = "application/json")
    {
        body.Headers.Remove("Content-Type");
        body.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = body };
        if (signature is not null)
            request.Headers.TryAddWithoutValidation("X-Twilio-Signature", signature);
        return await Client.SendAsync(request);
    }
}

/// <summary>The tests that share one running app.</summary>
[CollectionDefinition(Name)]
public sealed class RunningAppTests : ICollectionFixture<RunningApp>
{
    public const string Name = "Running app";
}
