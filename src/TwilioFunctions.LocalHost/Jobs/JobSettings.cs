using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Azure.Storage.Queues;
using Microsoft.Azure.WebJobs.Host;
using Microsoft.Extensions.Configuration;
using NCrontab;
using TwilioFunctions.LocalHost.Worker;

namespace TwilioFunctions.LocalHost.Jobs;

/// <summary>Checks before the start the settings that the WebJobs SDK refuses later, in many lines or again and again.</summary>
internal static partial class JobSettings
{
    private const string HostStorage = "AzureWebJobsStorage";

    /// <exception cref="LocalHostException">A setting is missing or invalid.</exception>
    public static void Check(FunctionApp app, IEnumerable<FunctionDescription> functions)
    {
        CheckQueues(app.Host.GetSection("extensions:queues"));
        foreach (var function in functions)
        {
            switch (function.Trigger)
            {
                case QueueTrigger trigger:
                    CheckQueueName(function.Name, trigger.Queue);
                    CheckConnection(app, function.Name, trigger.Connection ?? HostStorage);
                    break;
                case TimerTrigger trigger:
                    CheckSchedule(function.Name, trigger.Schedule);
                    // It holds the lease and the status of a timer.
                    CheckConnection(app, function.Name, HostStorage);
                    break;
            }
        }
    }

    /// <summary>Tries each setting by itself, so that the invalid one can be named.</summary>
    private static void CheckQueues(IConfigurationSection section)
    {
        foreach (var setting in section.GetChildren())
        {
            try
            {
                new ConfigurationBuilder().AddInMemoryCollection([new(setting.Key, setting.Value)]).Build().Bind(new QueuesOptions());
            }
            catch (Exception ex) when (ex is InvalidOperationException or TargetInvocationException or ArgumentException)
            {
                throw new LocalHostException(
                    $"extensions.queues.{setting.Key} of host.json has the invalid value '{setting.Value}': {ConsoleLog.Describe(ex)}", ex);
            }
        }
    }

    private static void CheckQueueName(string function, string queue)
    {
        // https://learn.microsoft.com/rest/api/storageservices/naming-queues-and-metadata; the SDK takes capitals for small letters.
        if (!QueueName.IsMatch(queue.ToLowerInvariant()))
        {
            throw new LocalHostException(
                $"Function '{function}' waits for the queue '{queue}', which isn't a valid name: 3 to 63 letters, digits and single dashes.");
        }
    }

    private static void CheckSchedule(string function, string schedule)
    {
        var withSeconds = schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length != 5;
        if (CrontabSchedule.TryParse(schedule, new CrontabSchedule.ParseOptions { IncludingSeconds = withSeconds }) is null
            && !(TimeSpan.TryParse(schedule, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero))
        {
            throw new LocalHostException(
                $"Function '{function}' has the schedule '{schedule}', which is neither a valid CRON expression nor a time span.");
        }
    }

    private static void CheckConnection(FunctionApp app, string function, string name)
    {
        var section = app.Configuration.GetWebJobsConnectionSection(name);
        if (!section.Exists() || section.Value is "")
        {
            throw new LocalHostException(
                $"Function '{function}' needs the storage account that the setting {name} names, and the setting is missing.");
        }

        // Without a value it is a section, such as name__queueServiceUri.
        if (section.Value is not { } value)
            return;
        try
        {
            _ = new QueueServiceClient(value);
        }
        catch (Exception ex) when (ex is FormatException or ArgumentException)
        {
            throw new LocalHostException($"The setting {name} isn't a valid storage connection string: {ConsoleLog.Describe(ex)}", ex);
        }
    }

    [GeneratedRegex("^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex QueueName { get; }
}
