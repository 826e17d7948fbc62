using System.Net;
using TwilioFunctions.LocalHost.Tests.Hosting;

namespace TwilioFunctions.LocalHost.Tests.Settings;

/// <summary>One host with a host.json, a local.settings.json and an environment of its own.</summary>
public sealed class OtherSettings : IAsyncLifetime
{
    private DirectoryInfo? folder;
    private HostProcess? host;

    internal HostProcess Host => host ?? throw new InvalidOperationException("The host hasn't been started.");

    public async Task InitializeAsync()
    {
        folder = SampleApp.FolderWith(
            ("host.json", """
                {
                  "version": "2.0",
                  "logging": { "logLevel": { "default": "Warning", "Function.Log.User": "Error" } },
                  "extensions": { "http": { "routePrefix": "other/" } }
                }
                """),
            ("local.settings.json", """
                {
                  // func allows comments.
                  "IsEncrypted": false,
                  "Values": { "Set__InBoth": "file", "Set__InTheFile": "file", },
                  "Host": { "CORS": "https://one.example, https://two.example", "CORSCredentials": true }
                }
                """));
        host = await HostProcess.StartAsync(
            new Dictionary<string, string>(SampleApp.Settings())
            {
                ["Set__InBoth"] = "environment",
                ["FUNCTIONS_REQUEST_BODY_SIZE_LIMIT"] = "1000",
                ["AzureFunctionsJobHost__logging__logLevel__Function.Text"] = "Information",
                ["AzureWebJobs.Poco.Disabled"] = "1",
            },
            folder.FullName);
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        folder!.Delete(recursive: true);
    }
}

public sealed class OtherSettingsTests(OtherSettings fixture) : IClassFixture<OtherSettings>
{
    private readonly HostProcess host = fixture.Host;

    private HttpClient Client => host.Client;

    [Theory]
    [InlineData("other/text", HttpStatusCode.OK)]
    [InlineData("api/text", HttpStatusCode.NotFound)]
    [InlineData("text", HttpStatusCode.NotFound)]
    public async Task RoutePrefix_IsTakenFromHostJson(string path, HttpStatusCode status)
    {
        using var response = await Client.GetAsync(path);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task DisabledFunction_IsNotServed()
    {
        using var response = await Client.GetAsync("other/poco");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.DoesNotContain(host.Output, line => line.StartsWith("Poco", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://one.example", true)]
    [InlineData("https://two.example", true)]
    [InlineData("https://three.example", false)]
    public async Task CorsOrigin_MayCallFromABrowser(string origin, bool allowed)
    {
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "other/text") { Headers = { { "Origin", origin }, { "Access-Control-Request-Method", "GET" } } };
        using var get = new HttpRequestMessage(HttpMethod.Get, "other/text") { Headers = { { "Origin", origin } } };

        using var preflightResponse = await Client.SendAsync(preflight);
        using var response = await Client.SendAsync(get);

        Assert.Equal(HttpStatusCode.NoContent, preflightResponse.StatusCode);
        Assert.Equal(allowed ? [origin] : [], Header(preflightResponse, "Access-Control-Allow-Origin"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(allowed ? [origin] : [], Header(response, "Access-Control-Allow-Origin"));
        Assert.Equal(allowed ? ["true"] : [], Header(response, "Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData("Set__InBoth", "environment")]
    [InlineData("Set__InTheFile", "file")]
    [InlineData("AZURE_FUNCTIONS_ENVIRONMENT", "Development")]
    public async Task Environment_WinsOverLocalSettings(string name, string value) =>
        Assert.Equal(value, await Client.GetStringAsync($"other/variables/{name}"));

    [Fact]
    public async Task Hostname_HasThePort() => Assert.Equal(host.Address.Authority, await Client.GetStringAsync("other/variables/WEBSITE_HOSTNAME"));

    [Theory]
    [InlineData(1000, HttpStatusCode.OK)]
    [InlineData(1001, HttpStatusCode.RequestEntityTooLarge)]
    public async Task BodySizeLimit_IsASetting(int length, HttpStatusCode status)
    {
        using var response = await Client.PostAsync("other/echo", new ByteArrayContent(new byte[length]));

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task LogLevels_AreTakenFromHostJsonAndTheEnvironment()
    {
        await Client.PostAsync("other/log", content: null);
        await Client.GetStringAsync("other/text");
        await host.PrintsAsync("Executed 'Functions.Text'");

        Assert.Equal(
            ["fail Function.Log.User: A record of level Error in POST", "crit Function.Log.User: A record of level Critical in POST"],
            host.Output.Where(line => line.Contains(".Log", StringComparison.Ordinal)).Select(line => line[(line.IndexOf(']', StringComparison.Ordinal) + 2)..]));
    }

    private static IEnumerable<string> Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values : [];
}
