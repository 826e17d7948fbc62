using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>The lines that the real host writes around each run, in the category <c>Function.{name}</c>.</summary>
internal sealed partial class InvocationLog(string function, ILogger logger)
{
    public void Executing(string id, string reason) => LogExecuting(function, reason, id);

    public void Succeeded(string id, TimeSpan duration) => LogSucceeded(function, id, (long)duration.TotalMilliseconds);

    public void Failed(string id, TimeSpan duration, Exception error) => LogFailed(function, id, (long)duration.TotalMilliseconds, error);

    [LoggerMessage(1, LogLevel.Information, "Executing 'Functions.{Function}' (Reason='{Reason}', Id={Id})")]
    private partial void LogExecuting(string function, string reason, string id);

    [LoggerMessage(2, LogLevel.Information, "Executed 'Functions.{Function}' (Succeeded, Id={Id}, Duration={Duration}ms)")]
    private partial void LogSucceeded(string function, string id, long duration);

    [LoggerMessage(3, LogLevel.Error, "Executed 'Functions.{Function}' (Failed, Id={Id}, Duration={Duration}ms)")]
    private partial void LogFailed(string function, string id, long duration, Exception error);
}
