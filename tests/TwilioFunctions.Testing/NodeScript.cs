using System.Diagnostics;
using System.Text;
using System.Text.Json;
using TwilioFunctions.Azurite;

namespace TwilioFunctions.Testing;

/// <summary>A script of <c>tests/node</c> in a process of its own, which answers one question at a time. Safe to use from many threads.</summary>
internal sealed class NodeScript : IAsyncDisposable
{
    private readonly SemaphoreSlim oneAtATime = new(1);
    private readonly Process node;

    private NodeScript(Process node) => this.node = node;

    /// <summary>Installs the pinned packages if that was not done before, and starts node.</summary>
    public static async Task<NodeScript> StartAsync(string script, CancellationToken cancellationToken)
    {
        var source = Path.Combine(AppContext.BaseDirectory, "node");
        var package = await NpmPackage.InstallAsync(source, Path.Combine(Repository.Artifacts, "node"), cancellationToken);
        var start = new ProcessStartInfo("node", [Path.Combine(source, script), package.Directory])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        return new NodeScript(Process.Start(start)!);
    }

    /// <summary>Sends a request and returns the response; an array of requests returns an array of responses in the same order.</summary>
    public async Task<JsonElement> AskAsync(object question, CancellationToken cancellationToken)
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

    public async ValueTask DisposeAsync()
    {
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        node.Dispose();
        oneAtATime.Dispose();
    }
}
