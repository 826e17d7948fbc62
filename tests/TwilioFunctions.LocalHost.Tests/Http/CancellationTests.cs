using TwilioFunctions.LocalHost.Tests.Hosting;

namespace TwilioFunctions.LocalHost.Tests.Http;

[Collection(HttpTests.Name)]
public sealed class CancellationTests(HttpHost fixture)
{
    private readonly HostProcess host = fixture.Host;

    [Fact]
    public async Task ClientThatHangsUp_CancelsTheFunction()
    {
        using var hangUp = new CancellationTokenSource();
        var waiting = host.Client.GetAsync("api/wait/client", hangUp.Token);
        Assert.Equal("client", (await host.Journal.NextAsync("Wait")).GetString());

        await hangUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal("client was cancelled", (await host.Journal.NextAsync("Wait")).GetString());
        await host.PrintsAsync("Executed 'Functions.Wait' (Failed");
    }

    [Fact]
    public async Task FunctionThatCancelsItself_Is500()
    {
        using var response = await host.Client.GetAsync("api/Timeout");

        Assert.Equal(System.Net.HttpStatusCode.InternalServerError, response.StatusCode);
    }
}
