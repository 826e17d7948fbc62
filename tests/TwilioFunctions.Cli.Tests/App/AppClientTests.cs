using TwilioFunctions.Cli.App;
using TwilioFunctions.Cli.Tests.Bindings;

namespace TwilioFunctions.Cli.Tests.App;

/// <summary>What a Ctrl+C does to a request that is retried.</summary>
public sealed class AppClientTests : IDisposable
{
    private readonly CancellationTokenSource stop = new();

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(ApiAnswer.ConnectionLost)]
    public async Task StoppedWhileTheAppIsBusy_IsNotRetried(int status)
    {
        await using var app = await BindingsServer.StartAsync((_, _) => StopAndAnswer(status));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SendAsync(app));

        Assert.Single(app.Requests);
    }

    [Fact]
    public async Task StoppedWhileARequestIsUnderWay_HasItsResponse()
    {
        await using var app = await BindingsServer.StartAsync((_, _) => StopAndAnswer(202));

        using var response = await SendAsync(app);

        Assert.Equal(202, (int)response.StatusCode);
    }

    [Fact]
    public async Task StoppedWhileARequestIsRefused_HasTheRefusal()
    {
        await using var app = await BindingsServer.StartAsync((_, _) => StopAndAnswer(404));

        await Assert.ThrowsAsync<RefusedException>(() => SendAsync(app));
    }

    public void Dispose() => stop.Dispose();

    private ApiAnswer StopAndAnswer(int status)
    {
        stop.Cancel();
        return new ApiAnswer(status, "");
    }

    private async Task<HttpResponseMessage> SendAsync(BindingsServer app)
    {
        using var client = new AppClient(new Uri(app.Origin), key: null, TimeProvider.System);
        return await client.SendPatientlyAsync(() => new HttpRequestMessage(HttpMethod.Get, "calls"), stop.Token, abort: CancellationToken.None);
    }
}
