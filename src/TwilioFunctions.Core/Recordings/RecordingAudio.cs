using System.Globalization;
using System.Net;

namespace TwilioFunctions.Core.Recordings;

/// <summary>Audio, or why there is none.</summary>
/// <param name="Outcome">What became of asking for it.</param>
internal sealed record RecordingAudio(RecordingOutcome Outcome)
{
    /// <summary>At most <see cref="RecordingMedia.MaxBytes"/>.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Where <see cref="Body"/> begins in the whole.</summary>
    public long From { get; init; }

    /// <summary>How many bytes the whole has; null where Twilio does not say it.</summary>
    public long? Total { get; init; }

    /// <summary>Twilio's entity tag, as it was sent.</summary>
    public string? ETag { get; init; }

    /// <summary>When the audio was made, as HTTP has it.</summary>
    public string? LastModified { get; init; }

    /// <summary>The header of that name, of a part and of a range that lies behind the end; null for others.</summary>
    public string? ContentRange => Outcome switch
    {
        RecordingOutcome.Part => string.Create(CultureInfo.InvariantCulture, $"bytes {From}-{From + Body.Length - 1}/{TotalText}"),
        RecordingOutcome.NotSatisfiable when Total is not null => $"bytes */{TotalText}",
        _ => null,
    };

    private string TotalText => Total?.ToString(CultureInfo.InvariantCulture) ?? "*";
}

/// <summary>Reads what Twilio answered, and no more of it than is served at once: memory is bounded whatever comes.</summary>
internal static class AudioReader
{
    private const int SkipBufferBytes = 64 * 1024;

    /// <exception cref="IOException">The answer broke off.</exception>
    /// <exception cref="OperationCanceledException">The deadline has passed.</exception>
    public static Task<RecordingAudio> ReadAsync(HttpResponseMessage response, RangeRequest asked, CancellationToken cancellationToken) => response.StatusCode switch
    {
        HttpStatusCode.OK or HttpStatusCode.PartialContent when !IsAudio(response) => Only(RecordingOutcome.Unexpected),
        HttpStatusCode.PartialContent => ReadPartAsync(response, asked.Range, cancellationToken),
        // A range is left out of account by who does not know ranges, and where its condition does not hold.
        HttpStatusCode.OK => ReadWholeAsync(response, asked.HoldsFor(response) ? asked.Range : null, cancellationToken),
        // Audio without a byte: nothing was asked for but its beginning.
        HttpStatusCode.RequestedRangeNotSatisfiable when asked.Range is null => Task.FromResult(Audio(response, RecordingOutcome.Whole)),
        HttpStatusCode.RequestedRangeNotSatisfiable => Task.FromResult(
            new RecordingAudio(RecordingOutcome.NotSatisfiable) { Total = response.Content.Headers.ContentRange?.Length }),
        HttpStatusCode.NotFound or HttpStatusCode.Gone => Only(RecordingOutcome.NotFound),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => Only(RecordingOutcome.Refused),
        HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => Only(RecordingOutcome.Busy),
        _ => Only(RecordingOutcome.Unexpected),
    };

    private static async Task<RecordingAudio> ReadPartAsync(HttpResponseMessage response, ByteRange? asked, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentRange is not { Unit: "bytes", From: { } from, To: { } to } range
            || !Answers(asked ?? ByteRange.Beginning, from, to, range.Length))
            return new RecordingAudio(RecordingOutcome.Unexpected);

        using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var body = await ReadAsync(stream, (int)(to - from + 1), cancellationToken);
        if (body.Length < to - from + 1)
            throw BrokenOff();
        var isWhole = asked is null && range.Length == body.Length;
        return Audio(response, isWhole ? RecordingOutcome.Whole : RecordingOutcome.Part) with { Body = body, From = from, Total = range.Length };
    }

    private static async Task<RecordingAudio> ReadWholeAsync(HttpResponseMessage response, ByteRange? asked, CancellationToken cancellationToken)
    {
        var length = response.Content.Headers.ContentLength;
        // The last bytes of what has no known length are not looked for: the beginning is served, and says so.
        var range = asked is { From: null } && length is null ? null : asked;
        var from = range switch
        {
            null => 0,
            { From: { } first } => first,
            { To: var count } => Math.Max(0, length!.Value - count!.Value),
        };
        if (range is not null && from >= length)
            return new RecordingAudio(RecordingOutcome.NotSatisfiable) { Total = length };
        var to = range is { From: not null, To: { } last } ? last : from + (range?.To ?? RecordingMedia.MaxBytes) - 1;
        var wanted = Math.Min(to, (length ?? long.MaxValue) - 1) - from + 1;

        using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var skipped = await SkipAsync(stream, from, cancellationToken);
        var body = skipped < from ? [] : await ReadAsync(stream, (int)wanted, cancellationToken);
        var end = skipped + body.Length;
        if (length is not null && body.Length < wanted)
            throw BrokenOff();
        // One more byte tells whether that was all.
        if (length is null && (body.Length < wanted || await SkipAsync(stream, 1, cancellationToken) == 0))
            length = end;
        if (asked is not null && body.Length == 0)
            return new RecordingAudio(RecordingOutcome.NotSatisfiable) { Total = length };
        var outcome = asked is null && end == length ? RecordingOutcome.Whole : RecordingOutcome.Part;
        return Audio(response, outcome) with { Body = body, From = from, Total = length };
    }

    /// <summary>Whether the part that came is the one that was asked for, or the beginning of it.</summary>
    private static bool Answers(ByteRange asked, long from, long to, long? total) =>
        to - from < RecordingMedia.MaxBytes
        && (total is null || to < total)
        && (asked.From is { } first ? from == first && to <= asked.To : to - from < asked.To);

    private static RecordingAudio Audio(HttpResponseMessage response, RecordingOutcome outcome) => new(outcome)
    {
        ETag = response.Headers.ETag?.ToString(),
        LastModified = response.Content.Headers.LastModified?.ToString("r"),
    };

    // A page of an error must not be played, nor shown as a page of ours.
    private static bool IsAudio(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType is not { } type
        || type.StartsWith("audio/", StringComparison.OrdinalIgnoreCase)
        || type.Equals("application/octet-stream", StringComparison.OrdinalIgnoreCase);

    /// <summary>How many of the bytes there were.</summary>
    private static async Task<long> SkipAsync(Stream stream, long count, CancellationToken cancellationToken)
    {
        var buffer = new byte[(int)Math.Min(count, SkipBufferBytes)];
        long skipped = 0;
        while (skipped < count)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, count - skipped)), cancellationToken);
            if (read == 0)
                break;
            skipped += read;
        }
        return skipped;
    }

    /// <summary>At most so many bytes.</summary>
    private static async Task<byte[]> ReadAsync(Stream stream, int count, CancellationToken cancellationToken)
    {
        var buffer = new byte[count];
        var length = await stream.ReadAtLeastAsync(buffer, count, throwOnEndOfStream: false, cancellationToken);
        return length == count ? buffer : buffer[..length];
    }

    private static Task<RecordingAudio> Only(RecordingOutcome outcome) => Task.FromResult(new RecordingAudio(outcome));

    private static HttpIOException BrokenOff() => new(HttpRequestError.ResponseEnded, "The audio broke off.");
}
