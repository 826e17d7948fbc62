using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TwilioFunctions.LocalHost.Worker.Protocol;

namespace TwilioFunctions.LocalHost.Worker;

/// <summary>
/// Passes the worker's log on, under the categories of the host that runs in Azure, so that host.json filters it there and here alike.
/// </summary>
internal sealed class WorkerLog(ILoggerFactory loggers)
{
    private readonly ConcurrentDictionary<string, ILogger> known = new();

    /// <summary>Writes a record of the worker's log.</summary>
    /// <param name="record">The record.</param>
    /// <param name="function">The function that ran while it was written; null outside of one.</param>
    public void Write(LogRecord record, string? function)
    {
        // A metric has no text; in Azure it goes to Application Insights alone.
        if (record.Kind == LogRecord.Types.Kind.Metric)
            return;
        var logger = Logger(function is null || record.Kind == LogRecord.Types.Kind.System ? record.Category : $"Function.{function}.User");
        var text = record.Exception is { } exception ? $"{record.Message}{Environment.NewLine}{Describe(exception)}" : record.Message;
        logger.Log((LogLevel)record.Level, default, text, exception: null, static (line, _) => line);
    }

    /// <summary>Writes a line that the worker printed.</summary>
    public void WriteLine(string line) =>
        Logger("Host.Function.Console").Log(LogLevel.Information, default, line, exception: null, static (text, _) => text);

    private static string Describe(ExceptionData exception) => exception.Message.Contains(exception.StackTrace, StringComparison.Ordinal)
        ? exception.Message
        : $"{exception.Message}{Environment.NewLine}{exception.StackTrace}";

    private ILogger Logger(string category) => known.GetOrAdd(category, loggers.CreateLogger);
}
