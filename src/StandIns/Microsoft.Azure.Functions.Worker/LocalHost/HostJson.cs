using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>
/// <c>host.json</c>, kept apart from the app's own configuration. A variable <c>AzureFunctionsJobHost__path__to__setting</c>
/// overrides it: https://learn.microsoft.com/azure/azure-functions/functions-host-json#override-hostjson-values
/// </summary>
internal sealed class HostJson(IConfiguration configuration)
{
    public IConfiguration Root => configuration;

    public IConfiguration Extension(string name) => configuration.GetSection("extensions").GetSection(name);

    public static HostJson Read(string directory) => new(
        new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(directory, "host.json"), optional: true)
            .AddEnvironmentVariables("AzureFunctionsJobHost__")
            .Build());
}
