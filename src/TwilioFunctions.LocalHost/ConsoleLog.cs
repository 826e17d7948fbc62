using System.Globalization;
using Microsoft.Extensions.Logging;
using TwilioFunctions.LocalHost.Jobs;

namespace TwilioFunctions.LocalHost;

/// <summary>
/// Writes one line a record, as <c>func start</c> does, with its level and category:
/// <c>[2026-11-28T10:00:00.123Z] warn Function.Name: text</c>
/// </summary>
internal sealed class ConsoleLog(TextWriter writer) : ILoggerProvider
{
    private readonly Lock writing = new();

    /// <summary>Creates the log of an app with the levels of host.json. The libraries of this host log less by default.</summary>
    /// <exception cref="LocalHostException">The section <c>logging</c> of host.json is invalid.</exception>
    public static ILoggerFactory CreateFactory(FunctionApp app)
    {
        try
        {
            return LoggerFactory.Create(logging => logging
                .SetMinimumLevel(LogLevel.Information)
                .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
                .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning)
                // It logs the exceptions that it throws.
                .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
                .AddFilter("Microsoft.Azure.WebJobs", LogLevel.Warning)
                .AddFilter("Grpc", LogLevel.Warning)
                .AddFilter("Host.Startup", LogLevel.Error)
                .AddFilter("Host.Singleton", LogLevel.Error)
                .AddFilter("Host.Triggers.Timer", LogLevel.Warning)
                // Records without a text, for Application Insights.
                .AddFilter("Host.Results", LogLevel.None)
                .AddFilter("Host.Aggregator", LogLevel.None)
                .AddConfiguration(app.Host.GetSection("logging"))
                .AddProvider(new ConsoleLog(Console.Out)));
        }
        catch (InvalidOperationException ex)
        {
            throw new LocalHostException($"The section logging of host.json is invalid: {ex.Message}", ex);
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    /// <summary>Returns the first line of the message of an exception's cause.</summary>
    public static string Describe(Exception ex)
    {
        var message = ex.GetBaseException().Message;
        return message.AsSpan().IndexOfAny('\r', '\n') is var end and >= 0 ? message[..end] : message;
    }

    private void Write(LogLevel level, string category, string text)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"[{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ}] {NameOf(level)} {category}: {text}");
        lock (writing)
            writer.WriteLine(line);
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };

    private sealed class Logger(ConsoleLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // An outage of storage is logged once, not by everything that needs storage.
            if (StorageOutageException.IsIn(exception))
                return;
            // The stack trace is one of this host. The worker's own record has that of a function that threw.
            string? text = formatter(state, exception);
            // Host.Results, where host.json sets its level: a record of numbers for Application Insights.
            if (string.IsNullOrEmpty(text))
                return;
            log.Write(logLevel, category, exception is null ? text : $"{text}: {Describe(exception)}");
        }
    }
}
