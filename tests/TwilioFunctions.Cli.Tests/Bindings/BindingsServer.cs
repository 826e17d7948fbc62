using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TwilioFunctions.Cli.Tests.Bindings;

/// <summary>A web server that plays the app: it keeps what it is asked, and answers as the test says.</summary>
internal sealed class BindingsServer : IAsyncDisposable
{
    public const string AccountSid = "AC00000000000000000000000000000000";

    private readonly WebApplication app;
    private readonly Lock gate = new();
    private readonly List<ApiRequest> requests = [];

    private BindingsServer(WebApplication app) => this.app = app;

    public IReadOnlyList<ApiRequest> Requests
    {
        get
        {
            lock (gate)
                return [.. requests];
        }
    }

    public string Origin => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <param name="answer">Told the request and how many came before it.</param>
    public static async Task<BindingsServer> StartAsync(Func<ApiRequest, int, ApiAnswer> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var server = new BindingsServer(app);
        app.Run(async context =>
        {
            var (request, number) = await server.KeepAsync(context);
            var answered = answer(request, number);
            if (answered.Status == ApiAnswer.ConnectionLost)
            {
                context.Abort();
                return;
            }

            context.Response.StatusCode = answered.Status;
            foreach (var (name, value) in answered.Headers)
                context.Response.Headers[name] = value;
            await context.Response.WriteAsync(answered.Body);
        });
        await app.StartAsync();
        return server;
    }

    /// <summary>Runs a command of <c>bindings</c> against this server.</summary>
    public Task<CommandResult> RunAsync(params string[] command) => RunAsync(CancellationToken.None, command);

    public Task<CommandResult> RunAsync(CancellationToken cancellationToken, params string[] command) =>
        CommandResult.RunAsync(["bindings", .. command, "--url", Origin, "--account-sid", AccountSid], cancellationToken);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<(ApiRequest Request, int Number)> KeepAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = new ApiRequest(
            context.Request.Method,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            context.Request.ContentType,
            context.Request.Headers["x-functions-key"].ToString(),
            await reader.ReadToEndAsync());
        lock (gate)
        {
            requests.Add(request);
            return (request, requests.Count - 1);
        }
    }
}

/// <summary>A request as it arrived.</summary>
internal sealed record ApiRequest(string Method, string Target, string? ContentType, string Key, string Body)
{
    public JsonElement Json => JsonElement.Parse(Body);

    public IReadOnlyList<string> Lines => Body.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>What it is answered.</summary>
internal sealed record ApiAnswer(int Status, string Body, params (string Name, string Value)[] Headers)
{
    /// <summary>No answer at all.</summary>
    public const int ConnectionLost = 0;

    /// <summary>What an import answers: for each line, its status, and what is wrong with it where something is.</summary>
    public static ApiAnswer Imported(ApiRequest request, Func<string, (int Status, string? Problem)> of) => new(200, string.Concat(request.Lines.Select((line, index) =>
    {
        var (status, problem) = of(line);
        object? errors = problem is null ? null : new[] { new { field = "fcm.registrationToken", detail = problem } };
        return JsonSerializer.Serialize(new { line = index + 1, status, identity = "bob", errors }) + "\n";
    })));
}
