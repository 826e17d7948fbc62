using System.Diagnostics;
using System.Text;
using System.Text.Json;
using TwilioFunctions.Azurite;

namespace TwilioFunctions.Testing;

/// <summary>A URL as it is to be sent, and what goes into its <c>X-Twilio-Signature</c> header.</summary>
public sealed record NodeSignature(string Url, string Signature);

/// <summary>Twilio's own npm package, in one node process, as the judge of our signatures. Safe to use from many threads.</summary>
public sealed class NodeTwilio : IAsyncDisposable
{
    private readonly SemaphoreSlim oneAtATime = new(1);
    private readonly Process node;

    private NodeTwilio(Process node) => this.node = node;

    /// <summary>Installs the pinned package if that was not done before, and starts node.</summary>
    public static async Task<NodeTwilio> StartAsync(CancellationToken cancellationToken = default)
    {
        var source = Path.Combine(AppContext.BaseDirectory, "node");
        var package = await NpmPackage.InstallAsync(source, Path.Combine(Repository.Artifacts, "node"), cancellationToken);
        var start = new ProcessStartInfo("node", [Path.Combine(source, "sign-and-validate.mjs"), package.Directory])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        return new NodeTwilio(Process.Start(start)!);
    }

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
        var answer = await AskAsync(new { operation = "sign", url, @params = Pairs(parameters), body, token }, cancellationToken);
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
        var answer = await AskAsync(question, cancellationToken);
        return answer.TryGetProperty("valid", out var valid) && valid.GetBoolean();
    }

    /// <summary>Ends the process.</summary>
    public async ValueTask DisposeAsync()
    {
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        node.Dispose();
        oneAtATime.Dispose();
    }

    private static string[][]? Pairs(IEnumerable<KeyValuePair<string, string>>? parameters) =>
        parameters?.Select(parameter => (string[])[parameter.Key, parameter.Value]).ToArray();

    private async Task<JsonElement> AskAsync(object question, CancellationToken cancellationToken)
    {
        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            // Not cancelled halfway: the next question would read this one's answer.
            await node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(question));
            await node.StandardInput.FlushAsync(CancellationToken.None);
            var answer = await node.StandardOutput.ReadLineAsync(CancellationToken.None)
                ?? throw new InvalidOperationException("node has ended; its standard error says why.");
            return JsonElement.Parse(answer);
        }
        finally
        {
            oneAtATime.Release();
        }
    }
}
