using Microsoft.Azure.Functions.Worker.LocalHost;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly HostApplicationBuilder host;
    private readonly InvocationPipeline pipeline = new();
    private bool built;

    internal FunctionsApplicationBuilder(LocalHostSettings settings)
    {
        var configuration = new ConfigurationManager();
        configuration.AddEnvironmentVariables("AZURE_FUNCTIONS_");
        host = new HostApplicationBuilder(new HostApplicationBuilderSettings
        {
            Args = settings.Args,
            ApplicationName = settings.FunctionAssembly.GetName().Name,
            Configuration = configuration,
            ContentRootPath = settings.BaseDirectory,
        });
        host.AddLocalHost(settings, pipeline);
        ExtensionStartups.Run(settings.FunctionAssembly, this);
    }

    public ConfigurationManager Configuration => host.Configuration;

    public IHostEnvironment Environment => host.Environment;

    public ILoggingBuilder Logging => host.Logging;

    public IMetricsBuilder Metrics => host.Metrics;

    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)host).Properties;

    public IServiceCollection Services => host.Services;

    IConfigurationManager IHostApplicationBuilder.Configuration => host.Configuration;

    public IHost Build()
    {
        ThrowIfBuilt();
        built = true;
        return host.Build();
    }

    public void ConfigureContainer<TContainerBuilder>(IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull =>
        host.ConfigureContainer(factory, configure);

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ThrowIfBuilt();
        pipeline.Add(middleware);
        return this;
    }

    private void ThrowIfBuilt()
    {
        if (built)
            throw new InvalidOperationException("The application has already been built.");
    }
}
