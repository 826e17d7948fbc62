using System.Net;
using System.Text.Json;
using TwilioFunctions.Contracts;

namespace TwilioFunctions.Cli.App;

/// <summary>Turns a problem of the app (RFC 9457) into a sentence.</summary>
internal static class Problem
{
    public static async Task<RefusedException> OfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var problem = Read(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        var status = $"{(int)response.StatusCode} {response.StatusCode}";
        var sentence = response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => $"{status}: the app asks for a key. Pass --key, or set TWILIOFUNCTIONS_KEY.",
            _ when Sentences(problem) is { Length: > 0 } said => $"{status}: {said}",
            // The host's own 404 is empty: no function has that route.
            HttpStatusCode.NotFound => $"{status}: what answers knows no {response.RequestMessage?.RequestUri?.AbsolutePath}. Is --url the address of this app, in this version?",
            _ => $"The app answered {status}.",
        };
        return new RefusedException(response.StatusCode, problem, sentence);
    }

    /// <summary>Returns the error with its field.</summary>
    public static string ToSentence(this ProblemError error) => string.IsNullOrEmpty(error.Field) ? error.Detail ?? "" : $"{error.Field}: {error.Detail}";

    private static ProblemResponse? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, ContractsJson.Api.ProblemResponse);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Sentences(ProblemResponse? problem)
    {
        var errors = problem?.Errors ?? [];
        // The detail may be that of an error, which says where as well.
        var detail = errors.Any(error => error.Detail == problem?.Detail || error.ToSentence() == problem?.Detail) ? null : problem?.Detail;
        string?[] said = [problem?.Title, detail, .. errors.Select(error => error.ToSentence())];
        return string.Join(' ', said.Where(sentence => !string.IsNullOrEmpty(sentence)));
    }
}

/// <summary>Thrown when the app refuses a request.</summary>
internal sealed class RefusedException(HttpStatusCode status, ProblemResponse? problem, string message) : CommandFailedException(message)
{
    public HttpStatusCode Status => status;

    /// <summary>The problem; null if the response isn't from a function of the app.</summary>
    public ProblemResponse? Problem => problem;
}
