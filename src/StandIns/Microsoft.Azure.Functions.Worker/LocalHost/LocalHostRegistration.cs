using System.Text.Json;
using Azure.Core.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

internal static class LocalHostRegistration
{
    public static void AddLocalHost(this HostApplicationBuilder builder, LocalHostSettings settings, InvocationPipeline pipeline)
    {
        var hostJson = HostJson.Read(settings.BaseDirectory);
        builder.Logging.AddHostLogging(hostJson);
        builder.Services
            .Configure<JsonSerializerOptions>(options => options.PropertyNameCaseInsensitive = true)
            .AddSingleton<IPostConfigureOptions<WorkerOptions>, DefaultSerializer>()
            .AddSingleton(settings)
            .AddSingleton(hostJson)
            .AddSingleton(pipeline)
            .AddSingleton<FunctionCatalog>()
            .AddSingleton<InvocationFactory>()
            .AddHostedService<LocalHostService>();
    }

    private static void AddHostLogging(this ILoggingBuilder logging, HostJson hostJson)
    {
        logging
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning)
            .AddConfiguration(hostJson.Root.GetSection("logging"));
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "[yyyy-MM-ddTHH:mm:ss.fffZ] ";
            console.UseUtcTimestamp = true;
            console.ColorBehavior = Console.IsOutputRedirected ? LoggerColorBehavior.Disabled : LoggerColorBehavior.Default;
        });
    }

    private sealed class DefaultSerializer(IOptions<JsonSerializerOptions> json) : IPostConfigureOptions<WorkerOptions>
    {
        public void PostConfigure(string? name, WorkerOptions options) => options.Serializer ??= new JsonObjectSerializer(json.Value);
    }
}
