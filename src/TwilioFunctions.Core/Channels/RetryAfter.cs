namespace TwilioFunctions.Core.Channels;

/// <summary>Reads <c>Retry-After</c>: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after.</summary>
internal static class RetryAfter
{
    /// <summary>How long to wait; null when the service named no time, or none that can be read.</summary>
    public static TimeSpan? Of(HttpResponseMessage response, TimeProvider time)
    {
        if (response.Headers.RetryAfter is not { } retryAfter)
            return null;
        var delay = retryAfter.Delta ?? retryAfter.Date - time.GetUtcNow();
        return delay < TimeSpan.Zero ? TimeSpan.Zero : delay;
    }
}
