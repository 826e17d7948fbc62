using TwilioFunctions.Azurite;
using Xunit;

namespace TwilioFunctions.Testing;

/// <summary>An Azurite of the tests' own: pinned by the lock file, data in a temporary folder, free ports.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("azurite-");
    private AzuriteServer? server;

    public string ConnectionString => Server.ConnectionString;

    public AzuriteServer Server => server ?? throw new InvalidOperationException("Azurite has not been started.");

    public async Task InitializeAsync() =>
        server = await AzuriteServer.StartAsync(Path.Combine(Repository.Artifacts, "azurite"), data.FullName, AzuritePorts.Free());

    public async Task DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
        data.Delete(recursive: true);
    }
}
