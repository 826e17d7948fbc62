using System.Net;
using System.Text.Json;

namespace TwilioFunctions.Core.Channels;

/// <summary>What a push service answered, as far as it matters.</summary>
/// <param name="Status">The status.</param>
/// <param name="Json">An error's body; null when it is no JSON, or longer than <see cref="MaxBody"/>. The body of a success is not read.</param>
/// <param name="RetryAfter">How long the service asks to wait.</param>
internal sealed record ChannelAnswer(HttpStatusCode Status, JsonElement? Json, TimeSpan? RetryAfter)
{
    /// <summary>More bytes than any of the services has to say of an error.</summary>
    public const int MaxBody = 16 * 1024;

    private const int MaxWord = 64;

    public bool IsSuccess => (int)Status is >= 200 and <= 299;

    /// <summary>
    /// Whether the status alone says that a later attempt may succeed: a time-out, too many requests, or the service's own fault.
    /// </summary>
    public bool IsPassing => Status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)Status >= 500;

    /// <summary>Reads the answer of <see cref="HttpChannel.AskAsync"/>.</summary>
    /// <exception cref="HttpRequestException">The connection was lost while the body of an error was read.</exception>
    /// <exception cref="OperationCanceledException">The body took longer than <paramref name="cancellationToken"/> allows.</exception>
    public static async Task<ChannelAnswer> ReadAsync(HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        var body = response.IsSuccessStatusCode ? default : await ReadBodyAsync(response.Content, cancellationToken);
        return new ChannelAnswer(response.StatusCode, Parse(body), Channels.RetryAfter.Of(response, time));
    }

    /// <summary>The status, and the service's own word for the error if it is one: never a text, which could hold what was sent.</summary>
    public string Reason(string? word = null) =>
        word is { Length: > 0 and <= MaxWord } && word.All(character => char.IsAsciiLetterOrDigit(character) || character == '_')
            ? $"{(int)Status} {word}"
            : $"{(int)Status}";

    /// <summary>What the status alone says.</summary>
    public DeliveryResult ByStatus(string reason)
    {
        if (IsSuccess)
            return DeliveryResult.Delivered(reason);
        return IsPassing ? DeliveryResult.Retry(reason, RetryAfter) : DeliveryResult.Rejected(reason);
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxBody];
        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancellationToken);
            var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return buffer.AsMemory(0, length);
        }
        catch (IOException failure)
        {
            throw new HttpRequestException("The connection was lost within the answer.", failure);
        }
    }

    private static JsonElement? Parse(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
            return null;
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
