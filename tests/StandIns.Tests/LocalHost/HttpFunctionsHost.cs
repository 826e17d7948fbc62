using StandIns.Tests.LocalHost.SampleApp;

namespace StandIns.Tests.LocalHost;

public sealed class HttpFunctionsHost : IAsyncLifetime
{
    private RunningHost? host;

    internal RunningHost Host => host!;

    public async Task InitializeAsync() => host = await RunningHost.StartAsync([typeof(HttpFunctions)]);

    public async Task DisposeAsync() => await Host.DisposeAsync();
}
