using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>Kestrel with a route for each HTTP function, in a container of its own: the app's services stay what they are in Azure.</summary>
internal sealed class HttpTriggerListener(
    FunctionCatalog catalog, InvocationFactory invocations, LocalHostSettings settings, HostJson hostJson, ILoggerFactory loggers)
    : ITriggerListener
{
    private readonly string routePrefix = hostJson.Extension("http")["routePrefix"] ?? "api";

    private WebApplication? server;

    public string TriggerType => "httpTrigger";

    public Uri? Address { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        server = HttpServer.Build(settings, loggers);
        foreach (var function in catalog.WithTrigger(TriggerType))
        {
            var endpoint = new HttpFunctionEndpoint(function, invocations);
            if (MethodsOf(function) is { Length: > 0 } methods)
                server.MapMethods(RouteOf(function), methods, endpoint.InvokeAsync);
            else
                server.Map(RouteOf(function), endpoint.InvokeAsync);
        }
        server.MapFallback("{**path}", HttpServer.AnswerUnknown);

        try
        {
            await server.StartAsync(cancellationToken);
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            throw new HostStartException(
                $"Port {settings.Port} is in use: stop what listens there, or choose another one with --port.", error);
        }
        Address = new Uri(server.Urls.First());
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (server is null)
            return;
        await server.StopAsync(cancellationToken);
        await server.DisposeAsync();
    }

    public string Describe(Function function) =>
        $"[{string.Join(',', MethodsOf(function) ?? ["*"])}] {Address}{RouteOf(function)}";

    private string RouteOf(Function function) =>
        $"{routePrefix.Trim('/')}/{(TriggerOf(function).Route ?? function.Name).TrimStart('/')}".Trim('/');

    private static string[]? MethodsOf(Function function) =>
        TriggerOf(function).Methods is { } methods ? Array.ConvertAll(methods, method => method.ToUpperInvariant()) : null;

    private static HttpTriggerAttribute TriggerOf(Function function) => (HttpTriggerAttribute)function.Trigger;
}
