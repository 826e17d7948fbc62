using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace TwilioFunctions.LocalHost;

/// <summary>Writes one line a record, as <c>func start</c> does, with its level and category: <c>[2026-11-28T10:00:00.123Z] warn Function.Name: text</c>.</summary>
internal sealed class ConsoleLog(TextWriter writer) : ILoggerProvider
{
    private readonly Lock writing = new();

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private void Write(LogLevel level, string category, string text, Exception? failure)
    {
        var line = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"[{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ}] {NameOf(level)} {category}: {text}");
        if (failure is not null)
            line.AppendLine().Append(failure);
        lock (writing)
            writer.WriteLine(line.ToString());
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

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Write(logLevel, category, formatter(state, exception), exception);
    }
}
