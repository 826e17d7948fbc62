using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TwilioFunctions.LocalHost.Worker;

namespace TwilioFunctions.LocalHost.Http;

/// <summary>Serves the HTTP functions of an app on localhost, with Kestrel.</summary>
internal sealed class HttpServer : IAsyncDisposable
{
    // https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger#limits
    private const long DefaultMaxBodySize = 100 * 1024 * 1024;

    private readonly FunctionApp app;
    private readonly WebApplication server;
    private readonly string prefix;

    public HttpServer(FunctionApp app, IEnumerable<FunctionDescription> functions, Invoker invoker, ILoggerFactory loggers)
    {
        this.app = app;
        prefix = (app.Host["extensions:http:routePrefix"] ?? "api").Trim('/');
        server = Build(loggers);
        foreach (var function in functions)
        {
            if (function.Trigger is not HttpTrigger trigger)
                continue;
            var endpoint = new HttpFunction(function, trigger, invoker);
            if (trigger.Methods is { } methods)
                server.MapMethods(RouteOf(function, trigger), methods, endpoint.HandleAsync);
            else
                server.Map(RouteOf(function, trigger), endpoint.HandleAsync);
        }

        // Also for a method that a route doesn't have: the host in Azure responds 404 and not 405.
        server.MapFallback("{**path}", RespondNotFound);
    }

    /// <summary>Where the functions are served, such as <c>http://localhost:7071</c>, without a slash at the end.</summary>
    public string Address { get; private set; } = "";

    /// <exception cref="LocalHostException">The port is in use.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await server.StartAsync(cancellationToken);
        }
        catch (IOException ex) when (ex.InnerException is AddressInUseException)
        {
            throw new LocalHostException($"Port {app.Port} is in use: stop the program that listens there, or choose another port with --port.", ex);
        }

        Address = server.Urls.First();
    }

    /// <summary>Takes no more requests and waits for those that run.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => server.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    /// <summary>Returns the methods and the URL of a function.</summary>
    public string Describe(FunctionDescription function, HttpTrigger trigger) =>
        $"[{(trigger.Methods is { } methods ? string.Join(',', methods) : "*")}] {Address}/{RouteOf(function, trigger)}";

    private WebApplication Build(ILoggerFactory loggers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = long.TryParse(
                app.Settings.GetValueOrDefault("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT"), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : DefaultMaxBodySize;
            Listen(kestrel);
        });
        builder.Services.AddRouting();
        builder.Services.AddSingleton(loggers).AddSingleton<IHostLifetime, NoLifetime>();
        // The process waits for 30 s in all; Kestrel shall not cut that short.
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

    private void Listen(KestrelServerOptions kestrel)
    {
        // Kestrel can't choose one free port for both of localhost's addresses.
        if (app.Port == 0)
            kestrel.Listen(IPAddress.Loopback, 0);
        else
            kestrel.ListenLocalhost(app.Port);
    }

    private string RouteOf(FunctionDescription function, HttpTrigger trigger) =>
        $"{prefix}/{(trigger.Route ?? function.Name).Trim('/')}".Trim('/');

    private static Task RespondNotFound(HttpContext context)
    {
        if (context.Request is { Path.Value: "/", Method: "GET" })
            return context.Response.WriteAsync("The local Functions host is running.\n");
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
