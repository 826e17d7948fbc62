using Azure;

namespace TwilioFunctions.Core.Calls;

/// <summary>Keeps the list of a day's calls in step with what is known of each.</summary>
public interface ICallList
{
    /// <summary>Writes the list entry of a call whose rows were written without it.</summary>
    /// <param name="callSid"><c>CA…</c></param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="RequestFailedException">Storage failed; a second run finishes what is half done.</exception>
    Task RefreshAsync(string callSid, CancellationToken cancellationToken);
}
