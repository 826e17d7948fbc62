using Microsoft.Extensions.Logging;
using TwilioFunctions.Core.Logging;

namespace TwilioFunctions.Telemetry;

/// <summary>
/// The logger of the app's own classes: a message is one line, whatever text from outside is in it. In one place rather than at each
/// message, since every type, SID, identity and id that Twilio's JSON names may hold any character. Exceptions keep their lines.
/// </summary>
internal sealed class SingleLineLogger<T>(ILoggerFactory factory) : ILogger<T>
{
    private static readonly bool IsOurs = typeof(T).FullName?.StartsWith(nameof(TwilioFunctions), StringComparison.Ordinal) == true;

    private readonly Logger<T> inner = new(factory);

    IDisposable? ILogger.BeginScope<TState>(TState state) => ((ILogger)inner).BeginScope(state);

    bool ILogger.IsEnabled(LogLevel logLevel) => ((ILogger)inner).IsEnabled(logLevel);

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        ((ILogger)inner).Log(logLevel, eventId, state, exception, IsOurs ? (logged, thrown) => LogText.Clean(formatter(logged, thrown)) : formatter);
}
