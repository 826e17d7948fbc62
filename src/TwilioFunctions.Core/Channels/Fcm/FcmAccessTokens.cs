using System.Net;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Responses;
using Google.Apis.Http;
using Google.Apis.Util;

namespace TwilioFunctions.Core.Channels.Fcm;

/// <summary>
/// The access token of the service account, which Google's own library fetches, keeps, and fetches again before it expires. Safe to use from many
/// threads.
/// </summary>
internal sealed class FcmAccessTokens
{
    private const string Scope = "https://www.googleapis.com/auth/firebase.messaging";

    private readonly ServiceAccountCredential credential;
    private readonly Lock gate = new();
    private Task<string?>? renewal;

    public FcmAccessTokens(FcmServiceAccount account, HttpClient http, TimeProvider time) =>
        credential = new ServiceAccountCredential(new ServiceAccountCredential.Initializer(account.ClientEmail, account.TokenUri)
        {
            ProjectId = account.ProjectId,
            KeyId = account.PrivateKeyId,
            Key = account.PrivateKey,
            Scopes = [Scope],
            Clock = new GoogleClock(time),
            HttpClientFactory = new GoogleHttpClientFactory(http),
            // An attempt is repeated by whoever knows how long the phone still rings.
            DefaultExponentialBackOffPolicy = ExponentialBackOffPolicy.None,
        });

    /// <summary>The token to send with a message.</summary>
    public Task<FcmAccessToken> CurrentAsync(CancellationToken cancellationToken) =>
        GuardAsync(() => credential.GetAccessTokenForRequestAsync(cancellationToken: cancellationToken), cancellationToken);

    /// <summary>The token to use instead of one that Firebase refused.</summary>
    public Task<FcmAccessToken> InsteadOfAsync(string refused, CancellationToken cancellationToken) =>
        GuardAsync(() => RenewAsync(refused).WaitAsync(cancellationToken), cancellationToken);

    // One request for all whose messages were refused, which none of them cancels for the others; it has a deadline of its own.
    private Task<string?> RenewAsync(string refused)
    {
        lock (gate)
        {
            if (credential.Token?.AccessToken != refused)
                return Task.FromResult(credential.Token?.AccessToken);
            if (renewal is null or { IsCompleted: true })
                renewal = FetchAsync();
            return renewal;
        }
    }

    private async Task<string?> FetchAsync()
    {
        await credential.RequestAccessTokenAsync(CancellationToken.None);
        return credential.Token?.AccessToken;
    }

    private static async Task<FcmAccessToken> GuardAsync(Func<Task<string?>> fetch, CancellationToken cancellationToken)
    {
        try
        {
            return await fetch() is { Length: > 0 } token && token.All(IsTokenCharacter)
                ? new(token, null)
                : new(null, DeliveryResult.Retry("Google's token endpoint gave no token"));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(null, DeliveryResult.Retry("Google's token endpoint did not answer in time"));
        }
        catch (TokenResponseException refusal)
        {
            return new(null, Judge(refusal));
        }
        catch (Exception failure) when (failure is not OperationCanceledException and not HttpRequestException)
        {
            // Whatever the library makes of an answer that is none of Google's; what it says could hold what was sent.
            return new(null, DeliveryResult.Retry($"Google's token endpoint gave an answer that cannot be read ({failure.GetType().Name})"));
        }
    }

    // https://www.rfc-editor.org/rfc/rfc6749#section-5.2: a refusal of the key or the account stays one until somebody mends the setting.
    private static DeliveryResult Judge(TokenResponseException refusal)
    {
        var answer = new ChannelAnswer(refusal.StatusCode ?? HttpStatusCode.OK, null, null);
        var reason = $"Google's token endpoint: {answer.Reason(refusal.Error?.Error)}";
        return answer.IsSuccess || answer.IsPassing
            ? DeliveryResult.Retry(reason)
            : DeliveryResult.Rejected($"{reason}; look at Channels__Fcm__ServiceAccountJson");
    }

    // What may stand in a header: https://www.rfc-editor.org/rfc/rfc6750#section-2.1.
    private static bool IsTokenCharacter(char character) => char.IsAscii(character) && !char.IsControl(character) && character != ' ';
}

/// <summary>A token to send messages with, or what becomes of the attempt without one.</summary>
internal readonly record struct FcmAccessToken(string? Value, DeliveryResult? Failure);

/// <summary>The app's clock for Google's library.</summary>
internal sealed class GoogleClock(TimeProvider time) : IClock
{
    public DateTime Now => time.GetLocalNow().DateTime;

    public DateTime UtcNow => time.GetUtcNow().UtcDateTime;
}

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
