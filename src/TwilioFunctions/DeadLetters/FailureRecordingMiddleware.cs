using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using TwilioFunctions.Core.DeadLetters;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Messages;

namespace TwilioFunctions.DeadLetters;

/// <summary>
/// Leaves behind why a message failed, since the host's poison message is a copy of the body alone; and strikes off what succeeded in
/// the end.
/// </summary>
internal sealed partial class FailureRecordingMiddleware(FailureStore failures, DeadLetterKeeper deadLetters, ILogger<FailureRecordingMiddleware> logger)
    : IFunctionsWorkerMiddleware
{
    /// <inheritdoc />
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.FunctionDefinition.Queue() is not { } queue || !QueueNames.All.Contains(queue))
        {
            await next(context);
            return;
        }

        var message = context.Message();
        var tries = context.Tries();
        try
        {
            await next(context);
        }
        catch (Exception failure)
        {
            await TryRecordAsync(queue, message.Text, tries, failure);
            throw;
        }

        if (tries > 1 || message.Envelope?.ReplayOf is not null)
            await deadLetters.SettleAsync(queue, message, context.CancellationToken);
    }

    /// <summary>The run's own failure is what counts: that it could not be written down must not take its place.</summary>
    private async Task TryRecordAsync(string queue, string message, int tries, Exception failure)
    {
        LogFailed(queue, tries);
        try
        {
            await failures.RecordAsync(queue, message, tries, failure, CancellationToken.None);
        }
        catch (Exception unrecorded) when (StorageFault.Is(unrecorded))
        {
            LogNotRecorded(unrecorded, queue);
        }
    }

    // A warning without the exception: the worker logs that as an error, and one failed try is one error.
    [LoggerMessage(EventId = 4101, Level = LogLevel.Warning, Message = "A message of {Queue} failed, try {Tries}; the error record of its invocation has the exception")]
    private partial void LogFailed(string queue, int tries);

    [LoggerMessage(EventId = 4102, Level = LogLevel.Error, Message = "Why a message of {Queue} failed could not be kept for its dead letter")]
    private partial void LogNotRecorded(Exception failure, string queue);
}
