using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace StandIns.Tests.LocalHost;

internal sealed class CapturedLog : ILoggerProvider
{
    public sealed record Line(string Category, LogLevel Level, string Message, Exception? Error);

    private readonly ConcurrentQueue<Line> lines = new();

    public IReadOnlyCollection<Line> Lines => lines;

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, lines);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, ConcurrentQueue<Line> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(new Line(category, logLevel, formatter(state, exception), exception));
    }
}
