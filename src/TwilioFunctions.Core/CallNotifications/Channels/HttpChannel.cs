namespace TwilioFunctions.Core.CallNotifications.Channels;

/// <summary>The one way in which channels ask their services.</summary>
internal static class HttpChannel
{
    /// <summary>Sends the request and reads what matters of the answer.</summary>
    /// <exception cref="HttpRequestException">No answer, or the connection was lost.</exception>
    /// <exception cref="OperationCanceledException">The answer took longer than <paramref name="cancellationToken"/> allows.</exception>
    public static async Task<ChannelAnswer> AskAsync(this HttpClient http, HttpRequestMessage request, TimeProvider time, CancellationToken cancellationToken)
    {
        // The headers are enough to know a success; what is left of its body is drained when the response is disposed of.
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return await ChannelAnswer.ReadAsync(response, time, cancellationToken);
    }
}
