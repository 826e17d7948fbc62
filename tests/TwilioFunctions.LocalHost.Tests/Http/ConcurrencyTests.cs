using TwilioFunctions.LocalHost.Tests.Hosting;

namespace TwilioFunctions.LocalHost.Tests.Http;

[Collection(HttpTests.Name)]
public sealed class ConcurrencyTests(HttpHost fixture)
{
    private const int Connections = 64;
    private const int Requests = 6400;

    private readonly HostProcess host = fixture.Host;

    [Fact]
    public async Task ManyConnections_GetTheirOwnResponses()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, Requests), new ParallelOptions { MaxDegreeOfParallelism = Connections }, async (number, cancellationToken) =>
        {
            var body = $"{number} {new string('x', number % 1000)}";
            using var response = await host.Client.PostAsync("api/Echo", new StringContent(body), cancellationToken);
            Assert.Equal(body, await response.Content.ReadAsStringAsync(cancellationToken));
        });
    }
}
