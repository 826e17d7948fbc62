using System.Text.Json;

namespace TwilioFunctions.Testing;

/// <summary>A URL as it is to be sent, and what goes into its <c>X-Twilio-Signature</c> header.</summary>
public sealed record NodeSignature(string Url, string Signature);

/// <summary>A request that the npm package signs: a form, or a URL alone without parameters.</summary>
public sealed record NodeSignRequest(string Url, IEnumerable<KeyValuePair<string, string>>? Parameters, string Token);

/// <summary>A request that the npm package validates, as it was received.</summary>
/// <param name="Url">The URL.</param>
/// <param name="Form">The raw text of a form; null for other requests.</param>
/// <param name="Body">The raw text of any other body; null for a form or a GET.</param>
/// <param name="Signature">The <c>X-Twilio-Signature</c> header.</param>
public sealed record NodeValidateRequest(string Url, string? Form, string? Body, string? Signature);

/// <summary>An access token with a voice grant that the npm package creates.</summary>
/// <param name="AccountSid">The account.</param>
/// <param name="ApiKeySid">The key that signs.</param>
/// <param name="ApiKeySecret">Its secret.</param>
/// <param name="Identity">The client identity.</param>
/// <param name="Lifetime">In seconds, from now on.</param>
/// <param name="NotBefore">In seconds since 1970; null for a token that is valid at once.</param>
public sealed record NodeAccessToken(string AccountSid, string ApiKeySid, string ApiKeySecret, string Identity, int Lifetime = 3600, long? NotBefore = null);

/// <summary>Twilio's own npm package, in one node process, as the judge of our signatures. Safe to use from many threads.</summary>
public sealed class NodeTwilio : IAsyncDisposable
{
    private readonly NodeScript node;

    private NodeTwilio(NodeScript node) => this.node = node;

    /// <summary>Installs the pinned package if that was not done before, and starts node.</summary>
    public static async Task<NodeTwilio> StartAsync(CancellationToken cancellationToken = default) =>
        new(await NodeScript.StartAsync("sign-and-validate.mjs", cancellationToken));

    /// <summary>
    /// Signs a request: a form with its parameters (repeated names allowed), any other body with its text, which appends
    /// <c>bodySHA256</c> to the URL, or a GET with neither.
    /// </summary>
    public async Task<NodeSignature> SignAsync(
        string url,
        IEnumerable<KeyValuePair<string, string>>? parameters,
        string? body,
        string token,
        CancellationToken cancellationToken = default)
    {
        var answer = await node.AskAsync(new { operation = "sign", url, @params = Pairs(parameters), body, token }, cancellationToken);
        return answer.TryGetProperty("error", out var error)
            ? throw new InvalidOperationException(error.GetString())
            : new NodeSignature(answer.GetProperty("url").GetString()!, answer.GetProperty("signature").GetString()!);
    }

    /// <summary>Whether the package accepts the request. False as well where it throws, as it does for what is no URL.</summary>
    public async Task<bool> ValidateAsync(
        string url,
        IEnumerable<KeyValuePair<string, string>>? parameters,
        string? body,
        string token,
        string? signature,
        CancellationToken cancellationToken = default)
    {
        var question = new { operation = "validate", url, @params = Pairs(parameters), body, token, signature };
        var answer = await node.AskAsync(question, cancellationToken);
        return answer.TryGetProperty("valid", out var valid) && valid.GetBoolean();
    }

    /// <summary>Signs many requests in one round trip and returns their signatures in the same order.</summary>
    public async Task<IReadOnlyList<string>> SignAllAsync(
        IEnumerable<NodeSignRequest> requests, CancellationToken cancellationToken = default)
    {
        var questions = requests.Select(request => new
        {
            operation = "sign",
            url = request.Url,
            @params = Pairs(request.Parameters),
            body = (string?)null,
            token = request.Token,
        });
        var responses = await node.AskAsync(questions, cancellationToken);
        return [.. responses.EnumerateArray().Select(response => response.GetProperty("signature").GetString()!)];
    }

    /// <summary>
    /// Validates many requests in one round trip and returns the results in the same order: whether the package accepts the request,
    /// or null where it throws. Node's own <c>querystring</c> reads the forms.
    /// </summary>
    public async Task<IReadOnlyList<bool?>> ValidateAllAsync(
        IEnumerable<NodeValidateRequest> requests, string token, CancellationToken cancellationToken = default)
    {
        var questions = requests.Select(request => new
        {
            operation = "validate",
            url = request.Url,
            form = request.Form,
            body = request.Body,
            token,
            signature = request.Signature,
        });
        var responses = await node.AskAsync(questions, cancellationToken);
        return
        [
            .. responses.EnumerateArray()
                .Select(response => response.TryGetProperty("valid", out var valid) ? valid.GetBoolean() : (bool?)null),
        ];
    }

    /// <summary>Creates an access token.</summary>
    public async Task<string> AccessTokenAsync(NodeAccessToken token, CancellationToken cancellationToken = default) =>
        (await AccessTokensAsync([token], cancellationToken)).Single();

    /// <summary>Creates many access tokens in one round trip and returns them in the same order.</summary>
    public async Task<IReadOnlyList<string>> AccessTokensAsync(IEnumerable<NodeAccessToken> tokens, CancellationToken cancellationToken = default)
    {
        var questions = tokens.Select(token => new
        {
            operation = "accessToken",
            accountSid = token.AccountSid,
            apiKeySid = token.ApiKeySid,
            apiKeySecret = token.ApiKeySecret,
            identity = token.Identity,
            lifetime = token.Lifetime,
            notBefore = token.NotBefore,
        });
        var responses = await node.AskAsync(questions, cancellationToken);
        return [.. responses.EnumerateArray().Select(response => response.GetProperty("token").GetString()!)];
    }

    /// <summary>The <c>header</c> and <c>payload</c> of a token that the package <c>jsonwebtoken</c> accepts; else an <c>error</c>.</summary>
    public Task<JsonElement> ReadAccessTokenAsync(string token, string apiKeySecret, CancellationToken cancellationToken = default) =>
        node.AskAsync(new { operation = "readAccessToken", token, apiKeySecret }, cancellationToken);

    /// <summary>Ends the process.</summary>
    public ValueTask DisposeAsync() => node.DisposeAsync();

    private static string[][]? Pairs(IEnumerable<KeyValuePair<string, string>>? parameters) =>
        parameters?.Select(parameter => (string[])[parameter.Key, parameter.Value]).ToArray();
}
