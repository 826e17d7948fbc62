using System.Net;
using System.Text.Json;

namespace TwilioFunctions.Cli.App;

/// <summary>What the app says when it refuses (RFC 9457), as a sentence.</summary>
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

    private static ProblemAnswer? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, ProblemJson.Default.ProblemAnswer);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Sentences(ProblemAnswer? problem)
    {
        var errors = problem?.Errors ?? [];
        // The detail may be that of an error, which says where as well.
        var detail = errors.Any(error => error.Detail == problem?.Detail || error.Sentence == problem?.Detail) ? null : problem?.Detail;
        string?[] said = [problem?.Title, detail, .. errors.Select(error => error.Sentence)];
        return string.Join(' ', said.Where(sentence => !string.IsNullOrEmpty(sentence)));
    }
}
