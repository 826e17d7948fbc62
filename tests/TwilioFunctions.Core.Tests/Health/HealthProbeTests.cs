using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Health;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Core.Tests.Health;

/// <summary>Against an emulator of its own, in which no table has been made.</summary>
public sealed class HealthProbeTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task MissingTable_IsUnhealthy()
    {
        var tables = new TableServiceClient(azurite.ConnectionString);
        var probe = new HealthProbe(new SignatureVerifier(Options.Create(new TwilioOptions())), tables, new QueueServiceClient(azurite.ConnectionString), TimeProvider.System);

        var report = await probe.CheckAsync(CancellationToken.None);

        Assert.False(Assert.Single(report.Checks, check => check.Name == "tables").IsHealthy);
    }
}
