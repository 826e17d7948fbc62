using System.Net;
using System.Text.Json;

namespace TwilioFunctions.Cli.App;

/// <summary>What the app says when it refuses (RFC 9457), as a sentence.</summary>
internal static class Problem
{
    public static async Task<string> OfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = $"{(int)response.StatusCode} {response.StatusCode}";
        if (response.StatusCode == HttpStatusCode.Unauthorized)
            return $"{status}: the app asks for a key. Pass --key, or set TWILIOFUNCTIONS_KEY.";
        var sentences = Sentences(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        return sentences.Length > 0 ? $"{status}: {sentences}" : $"The app answered {status}.";
    }

    private static string Sentences(byte[] body)
    {
        try
        {
            var problem = JsonSerializer.Deserialize(body, ProblemJson.Default.ProblemAnswer);
            var errors = problem?.Errors ?? [];
            // The detail may be that of an error, which says where as well.
            var detail = errors.Any(error => error.Detail == problem?.Detail) ? null : problem?.Detail;
            string?[] said = [problem?.Title, detail, .. errors.Select(error => error.Sentence)];
            return string.Join(' ', said.Where(sentence => !string.IsNullOrEmpty(sentence)));
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
