using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>Kestrel as the real host sets it up, without routes.</summary>
internal static class HttpServer
{
    // https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger#limits
    private const long MaxRequestBodySize = 100 * 1024 * 1024;

    public static WebApplication Build(LocalHostSettings settings, ILoggerFactory loggers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = MaxRequestBodySize;
            Listen(kestrel, settings.Port);
        });
        builder.Services
            .AddRouting()
            .AddSingleton<ILoggerFactory>(new ServerLoggers(loggers))
            // Signals are the app's to handle, not this inner host's.
            .AddSingleton<IHostLifetime, NoLifetime>();
        if (settings.CorsOrigins.Count > 0)
            builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy =>
                policy.WithOrigins([.. settings.CorsOrigins]).AllowAnyHeader().AllowAnyMethod()));

        var server = builder.Build();
        if (settings.CorsOrigins.Count > 0)
            server.UseCors();
        return server;
    }

    /// <summary>What no function has a route for is 404, whatever the method; the root tells a browser where it is.</summary>
    public static Task AnswerUnknown(HttpContext context)
    {
        if (context.Request is { Path.Value: "/", Method: "GET" })
            return context.Response.WriteAsync("The local Functions host is running.\n");
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static void Listen(KestrelServerOptions kestrel, int port)
    {
        // Kestrel cannot choose one free port for both of localhost's addresses.
        if (port == 0)
            kestrel.Listen(IPAddress.Loopback, port);
        else
            kestrel.ListenLocalhost(port);
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
