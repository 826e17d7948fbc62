using Google.Apis.Http;

namespace TwilioFunctions.Core.CallNotifications.Channels.Fcm;

/// <summary>Lets Google's library ask for tokens over the channel's own connections.</summary>
internal sealed class GoogleHttpClientFactory(HttpClient http) : IHttpClientFactory
{
    // The library shares one request for a token among all who wait for it and gives it no deadline: without this one, a request that hangs would
    // hold up every message to come.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(8);

    public ConfigurableHttpClient CreateHttpClient(CreateHttpClientArgs args)
    {
        var client = new ConfigurableHttpClient(new ConfigurableMessageHandler(new Through(http)) { FollowRedirect = false })
        {
            Timeout = Timeout,
            MaxResponseContentBufferSize = ChannelAnswer.MaxBody,
        };
        foreach (var initializer in args.Initializers)
            initializer.Initialize(client);
        return client;
    }

    private sealed class Through(HttpClient http) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            // A request can be sent only once, and the client outside has marked this one as sent.
            var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = request.Content };
            foreach (var header in request.Headers)
                copy.Headers.TryAddWithoutValidation(header.Key, header.Value);
            return await http.SendAsync(copy, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
    }
}
