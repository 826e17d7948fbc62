using Azure;
using Azure.Data.Tables.Models;
using Azure.Identity;

namespace TwilioFunctions.Core.Storage;

/// <summary>Tells what storage does to us from what we do wrong.</summary>
internal static class StorageFault
{
    /// <summary>
    /// Whether storage refused, would not let us sign in, or could not be reached: then the client throws what its tries failed with
    /// as one <see cref="AggregateException"/>, a try that took too long as a cancellation among them.
    /// </summary>
    public static bool Is(Exception exception) => exception is RequestFailedException or AuthenticationFailedException
        || (exception is AggregateException tries && tries.InnerExceptions.All(failure => failure is OperationCanceledException || Is(failure)));

    /// <summary>
    /// Returns whether another writer added, changed or deleted the row since it was read. A client that resends a request gets the same
    /// statuses after its own first try succeeded: the caller must read the row again to tell the two apart.
    /// </summary>
    public static bool IsLostRace(RequestFailedException exception) =>
        exception.Status is 409 or 412 || exception.ErrorCode == TableErrorCode.ResourceNotFound.ToString();
}
