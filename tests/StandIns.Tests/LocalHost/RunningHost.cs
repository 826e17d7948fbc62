using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.LocalHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StandIns.Tests.LocalHost.SampleApp;

namespace StandIns.Tests.LocalHost;

/// <summary>The local host in this process, on a free port, with the functions of some classes of the sample.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("local-host-");
    private readonly IHost host;

    private RunningHost(
        Type[] functions, string hostJson, IReadOnlyDictionary<string, string?> settings, Action<FunctionsApplicationBuilder> configure, string[] corsOrigins)
    {
        File.WriteAllText(Path.Combine(directory.FullName, "host.json"), hostJson);
        var builder = new FunctionsApplicationBuilder(new LocalHostSettings
        {
            FunctionAssembly = typeof(RunningHost).Assembly,
            FunctionTypes = functions,
            BaseDirectory = directory.FullName,
            Port = 0,
            CorsOrigins = corsOrigins,
        });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders().AddProvider(Log);
        builder.Services.AddSingleton(Journal);
        configure(builder);
        host = builder.Build();
    }

    public Journal Journal { get; } = new();

    public CapturedLog Log { get; } = new();

    public HttpClient Client { get; } = new(new SocketsHttpHandler { UseCookies = false });

    public IServiceProvider Services => host.Services;

    public static async Task<RunningHost> StartAsync(
        Type[] functions,
        string hostJson = "{}",
        IReadOnlyDictionary<string, string?>? settings = null,
        Action<FunctionsApplicationBuilder>? configure = null,
        params string[] corsOrigins)
    {
        var running = new RunningHost(functions, hostJson, settings ?? new Dictionary<string, string?>(), configure ?? (_ => { }), corsOrigins);
        await running.host.StartAsync();
        running.Client.BaseAddress = running.Services.GetRequiredService<HttpTriggerListener>().Address;
        return running;
    }

    public Task StopAsync(CancellationToken cancellationToken = default) => host.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
        Client.Dispose();
        directory.Delete(recursive: true);
    }
}
