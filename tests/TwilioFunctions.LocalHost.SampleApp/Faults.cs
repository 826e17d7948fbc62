using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace TwilioFunctions.LocalHost.SampleApp;

/// <summary>Ways in which a worker fails before it is ready. The setting <c>Fault</c> names a file, and the file the fault: a later start may fail otherwise.</summary>
internal static class Faults
{
    public static void AtStart(FunctionsApplicationBuilder builder)
    {
        switch (builder.Configuration["Fault"] is { } path ? File.ReadAllText(path) : null)
        {
            case "exit":
                Console.Error.WriteLine("The setting Colour is missing.");
                Environment.Exit(3);
                break;
            case "throw":
                throw new InvalidOperationException("The setting Colour is missing.");
            case "hang":
                Console.WriteLine("The app takes its time.");
                Thread.Sleep(Timeout.Infinite);
                break;
            case "wait":
                Console.WriteLine("The app takes its time.");
                while (File.ReadAllText(builder.Configuration["Fault"]!) == "wait")
                    Thread.Sleep(10);
                break;
            case "aspnetcore":
                // The integration tells the host so.
                builder.Services.Configure<WorkerOptions>(options => options.Capabilities["HttpUri"] = "http://127.0.0.1:1");
                break;
        }
    }
}
