using System.Net;
using System.Runtime.CompilerServices;
using TwilioFunctions.Cli.App;
using TwilioFunctions.Contracts;

namespace TwilioFunctions.Cli.DeadLetters;

/// <summary>The dead letters of a running app. What it refuses is a <see cref="CommandFailedException"/>.</summary>
internal sealed class DeadLettersApi(Uri app, string? key, TimeProvider time) : IDisposable
{
    private readonly AppClient client = new(app, key, time);

    public void Dispose() => client.Dispose();

    /// <summary>Those of a queue or of all, queue by queue, the latest first; page by page as they are wanted.</summary>
    public async IAsyncEnumerable<DeadLetterEntry> ListAsync(string? queue, int pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            var path = $"dead-letters?pageSize={pageSize}"
                + (queue is null ? "" : $"&queue={queue}")
                + (continuation is null ? "" : $"&continuationToken={Uri.EscapeDataString(continuation)}");
            var page = await client.GetAsync(path, ContractsJson.Api.DeadLetterListResponse, cancellationToken);
            foreach (var letter in page.DeadLetters)
                yield return letter;
            continuation = page.ContinuationToken;
        }
        while (continuation is not null);
    }

    /// <summary>A dead letter with its body; null when there is none of that id.</summary>
    public async Task<DeadLetterResponse?> FindAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetAsync(Of(id), ContractsJson.Api.DeadLetterResponse, cancellationToken);
        }
        catch (RefusedException refused) when (refused is { Status: HttpStatusCode.NotFound, Problem: not null })
        {
            return null;
        }
    }

    /// <summary>Puts it back on its queue.</summary>
    public Task<LetterOutcome> ReplayAsync(string id, CancellationToken cancellationToken) =>
        ChangeAsync(() => new HttpRequestMessage(HttpMethod.Post, $"{Of(id)}/replay"), cancellationToken);

    /// <summary>Takes it off the list.</summary>
    public Task<LetterOutcome> DeleteAsync(string id, CancellationToken cancellationToken) =>
        ChangeAsync(() => new HttpRequestMessage(HttpMethod.Delete, Of(id)), cancellationToken);

    /// <summary>What is under way is finished when somebody interrupts, so that each letter's outcome is known.</summary>
    private async Task<LetterOutcome> ChangeAsync(Func<HttpRequestMessage> request, CancellationToken stop)
    {
        try
        {
            using var response = await client.SendPatientlyAsync(request, stop, abort: CancellationToken.None);
            return LetterOutcome.Done;
        }
        catch (RefusedException refused) when (refused is { Status: HttpStatusCode.NotFound, Problem: not null })
        {
            return LetterOutcome.NotFound;
        }
        catch (RefusedException refused) when (refused is { Status: HttpStatusCode.Conflict, Problem: not null })
        {
            return new LetterOutcome($"{refused.Problem.Title} {refused.Problem.Detail}");
        }
    }

    private static string Of(string id) => $"dead-letters/{Uri.EscapeDataString(id)}";
}

/// <summary>The result of a change to a dead letter.</summary>
/// <param name="Failure">A sentence; null if it succeeded.</param>
internal sealed record LetterOutcome(string? Failure)
{
    public static LetterOutcome Done { get; } = new(Failure: null);

    public static LetterOutcome NotFound { get; } = new("There is no such dead letter: `dead-letters list` has their ids.");
}
