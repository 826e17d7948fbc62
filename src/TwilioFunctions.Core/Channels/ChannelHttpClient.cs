using System.Diagnostics;

namespace TwilioFunctions.Core.Channels;

/// <summary>
/// Makes the one <see cref="HttpClient"/> that a channel has for the life of the app, so that its connections are pooled. It is registered
/// as a keyed singleton under the channel's name, where a test can put one of its own.
/// </summary>
internal static class ChannelHttpClient
{
    /// <summary>A client over a handler of <see cref="CreateHandler"/>.</summary>
    public static HttpClient Create() => Create(CreateHandler());

    /// <summary>A client without a time limit of its own: each attempt brings its deadline as a cancellation token.</summary>
    public static HttpClient Create(SocketsHttpHandler handler) => new(handler) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>
    /// What all channels demand of their connections: no redirects (a push service has none, and a notification must not be led astray),
    /// no cookies, no proxy that an environment variable could slip in, none of our trace ids for strangers. The webhook channel, whose
    /// endpoints are the team's own, writes that header itself.
    /// </summary>
    public static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
        ConnectTimeout = TimeSpan.FromSeconds(5),
        // A connection keeps the address that it was made to; a new one asks DNS again.
        PooledConnectionLifetime = TimeSpan.FromMinutes(15),
        // Azure forgets an idle outbound connection after four minutes without telling either end, and an attempt would hang on it:
        // https://learn.microsoft.com/azure/load-balancer/load-balancer-outbound-connections.
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(3),
        EnableMultipleHttp2Connections = true,
        // Finds a connection that died under an attempt while there is still time for another one.
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        KeepAlivePingDelay = TimeSpan.FromSeconds(5),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(3),
    };
}

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
