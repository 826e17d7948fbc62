using System.Text.Json;

namespace TwilioFunctions.Testing;

/// <summary>A URL as it is to be sent, and what goes into its <c>X-Twilio-Signature</c> header.</summary>
public sealed record NodeSignature(string Url, string Signature);

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

    /// <summary>An access token with a voice grant. Without a lifetime it ends after an hour.</summary>
    public async Task<string> AccessTokenAsync(
        string accountSid,
        string apiKeySid,
        string apiKeySecret,
        string identity,
        int lifetime = 3600,
        long? notBefore = null,
        CancellationToken cancellationToken = default)
    {
        var question = new { operation = "accessToken", accountSid, apiKeySid, apiKeySecret, identity, lifetime, notBefore };
        return (await node.AskAsync(question, cancellationToken)).GetProperty("token").GetString()!;
    }

    /// <summary>The <c>header</c> and <c>payload</c> of a token that the package <c>jsonwebtoken</c> accepts; else an <c>error</c>.</summary>
    public Task<JsonElement> ReadAccessTokenAsync(string token, string apiKeySecret, CancellationToken cancellationToken = default) =>
        node.AskAsync(new { operation = "readAccessToken", token, apiKeySecret }, cancellationToken);

    /// <summary>Ends the process.</summary>
    public ValueTask DisposeAsync() => node.DisposeAsync();

    private static string[][]? Pairs(IEnumerable<KeyValuePair<string, string>>? parameters) =>
        parameters?.Select(parameter => (string[])[parameter.Key, parameter.Value]).ToArray();
}
