namespace TwilioFunctions.LocalHost.Tests.Hosting;

/// <summary>A host with the HTTP functions of the sample app alone, which need no storage.</summary>
public sealed class HttpHost : IAsyncLifetime
{
    private HostProcess? host;

    internal HostProcess Host => host ?? throw new InvalidOperationException("The host hasn't been started.");

    public async Task InitializeAsync() => host = await HostProcess.StartAsync(SampleApp.Settings());

    public async Task DisposeAsync() => await Host.DisposeAsync();
}

/// <summary>The tests that share one host.</summary>
[CollectionDefinition(Name)]
public sealed class HttpTests : ICollectionFixture<HttpHost>
{
    public const string Name = "HTTP";
}
