using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TwilioFunctions.LocalHost.Worker;

namespace TwilioFunctions.LocalHost.Http;

/// <summary>Serves the HTTP functions of an app on localhost, with Kestrel.</summary>
internal sealed class HttpServer : IAsyncDisposable
{
    // https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger#limits
    private const string BodySizeLimit = "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT";
    private const int DefaultMaxBodySize = 100 * 1024 * 1024;

    private readonly FunctionApp app;
    private readonly LocalPort port;
    private readonly WebApplication server;

    /// <exception cref="LocalHostException">A setting or a route is invalid.</exception>
    public HttpServer(FunctionApp app, LocalPort port, IEnumerable<FunctionDescription> functions, FunctionWorker worker, ILoggerFactory loggers)
    {
        this.app = app;
        this.port = port;
        server = Build(loggers);
        foreach (var function in functions)
        {
            if (function.Trigger is not HttpTrigger trigger)
                continue;
            var endpoint = new HttpFunction(function, trigger, worker, loggers.CreateLogger($"Function.{function.Name}"));
            Map(trigger, RouteOf(app, function.Name, trigger), endpoint);
        }

        // Also for a method that a route doesn't have: the host in Azure responds 404 and not 405.
        server.MapFallback("{**path}", RespondNotFound);
    }

    /// <summary>Returns the methods and the URL of a function.</summary>
    public static string Describe(FunctionApp app, string function, HttpTrigger trigger) =>
        $"[{(trigger.Methods is { } methods ? string.Join(',', methods) : "*")}] http://localhost:{app.Port}/{RouteOf(app, function, trigger)}";

    /// <exception cref="LocalHostException">The port is in use.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await server.StartAsync(cancellationToken);
        }
        catch (Exception ex) when (ex is IOException or SocketException)
        {
            // Another program has bound it as well, and listened first.
            throw port.Refused(isInUse: true, ex);
        }
    }

    /// <summary>Takes no more requests and waits for those that run, until <paramref name="abort"/> closes their connections.</summary>
    public Task StopAsync(CancellationToken abort) => server.StopAsync(abort);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private void Map(HttpTrigger trigger, string route, HttpFunction endpoint)
    {
        try
        {
            if (trigger.Methods is { } methods)
                server.MapMethods(route, methods, endpoint.HandleAsync);
            else
                server.Map(route, endpoint.HandleAsync);
        }
        catch (RoutePatternException ex)
        {
            throw new LocalHostException($"The route '{route}' is invalid: {ex.Message}", ex);
        }
    }

    private WebApplication Build(ILoggerFactory loggers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            foreach (var address in port.Addresses)
                kestrel.Listen(address, port.Number);
            kestrel.Limits.MaxRequestBodySize = MaxBodySize();
        });
        builder.Services.Configure<SocketTransportOptions>(
            sockets => sockets.CreateBoundListenSocket = endpoint => port.SocketOf(((IPEndPoint)endpoint).Address));
        builder.Services.AddRouting();
        builder.Services.AddSingleton(loggers).AddSingleton<IHostLifetime, NoLifetime>();
        // Host decides how long to wait.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Timeout.InfiniteTimeSpan);
        if (app.Cors.Origins.Count > 0)
            builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy =>
            {
                policy.WithOrigins([.. app.Cors.Origins]).AllowAnyHeader().AllowAnyMethod();
                if (app.Cors.AllowCredentials)
                    policy.AllowCredentials();
            }));

        var web = builder.Build();
        if (app.Cors.Origins.Count > 0)
            web.UseCors();
        return web;
    }

    private int MaxBodySize()
    {
        if (app.Settings.GetValueOrDefault(BodySizeLimit) is not { Length: > 0 } text)
            return DefaultMaxBodySize;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            ? limit
            : throw new LocalHostException($"{BodySizeLimit} must be a number of bytes up to {int.MaxValue}, not '{text}'.");
    }

    private static string RouteOf(FunctionApp app, string function, HttpTrigger trigger) =>
        $"{(app.Host["extensions:http:routePrefix"] ?? "api").Trim('/')}/{(trigger.Route ?? function).Trim('/')}".Trim('/');

    private static Task RespondNotFound(HttpContext context)
    {
        if (context.Request is { Path.Value: "/", Method: "GET" })
            return context.Response.WriteAsync("The local Functions host is running.\n");
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
