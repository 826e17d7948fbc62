using System.Reflection;
using Microsoft.Azure.Functions.Worker.Core;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>Runs the startup of each extension that the function app uses. With the real packages, generated code does.</summary>
internal static class ExtensionStartups
{
    private const string ExtensionPrefix = "Microsoft.Azure.Functions.Worker.Extensions.";

    public static void Run(Assembly functionAssembly, IFunctionsWorkerApplicationBuilder builder)
    {
        var startups = functionAssembly.GetReferencedAssemblies()
            .Where(name => name.Name!.StartsWith(ExtensionPrefix, StringComparison.Ordinal))
            .OrderBy(name => name.Name, StringComparer.Ordinal)
            .SelectMany(name => Assembly.Load(name).GetCustomAttributes<WorkerExtensionStartupAttribute>());
        foreach (var startup in startups)
            ((WorkerExtensionStartup)Activator.CreateInstance(startup.StartupType, nonPublic: true)!).Configure(builder);
    }
}
