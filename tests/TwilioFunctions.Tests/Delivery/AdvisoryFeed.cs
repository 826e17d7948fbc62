using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TwilioFunctions.Tests.Delivery;

/// <summary>
/// A package feed that holds nothing but an advisory of one package, in every version
/// (https://learn.microsoft.com/nuget/api/vulnerability-info).
/// </summary>
internal sealed class AdvisoryFeed : IAsyncDisposable
{
    private readonly WebApplication app;

    private AdvisoryFeed(WebApplication app) => this.app = app;

    public string IndexUrl => $"{Url}/index.json";

    private string Url => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <param name="package">Its id.</param>
    /// <param name="severity">0 low, 1 moderate, 2 high, 3 critical.</param>
    public static async Task<AdvisoryFeed> StartAsync(string package, int severity)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var feed = new AdvisoryFeed(app);
        app.MapGet("/index.json", () => Json(
            $$"""{"version": "3.0.0", "resources": [{"@id": "{{feed.Url}}/vulnerabilities.json", "@type": "VulnerabilityInfo/6.7.0"}]}"""));
        app.MapGet("/vulnerabilities.json", () => Json(
            $$"""[{"@name": "all", "@id": "{{feed.Url}}/all.json", "@updated": "2026-11-21T00:00:00Z"}]"""));
        app.MapGet("/all.json", () => Json(
            $$"""{"{{package.ToLowerInvariant()}}": [{"url": "https://example.com/advisory", "severity": {{severity}}, "versions": "[0,)"}]}"""));
        await app.StartAsync();
        return feed;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static IResult Json(string text) => Results.Text(text, "application/json");
}
