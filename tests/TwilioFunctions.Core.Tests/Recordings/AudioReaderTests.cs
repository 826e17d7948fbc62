using System.Net;
using System.Net.Http.Headers;
using TwilioFunctions.Core.Recordings;

namespace TwilioFunctions.Core.Tests.Recordings;

/// <summary>Answers that a well-behaved server never gives, or gives without a length.</summary>
public sealed class AudioReaderTests
{
    [Theory]
    [InlineData(null, 200, 0, 10)]
    [InlineData("bytes=3-5", 206, 3, 3)]
    [InlineData("bytes=3-", 206, 3, 7)]
    [InlineData("bytes=9-20", 206, 9, 1)]
    public async Task AnswerWithoutLengthOrRange_IsCutHere(string? range, int status, int from, int count)
    {
        var audio = await ReadAsync(new CountedStream(10), range);

        Assert.Equal(status == 200 ? RecordingOutcome.Whole : RecordingOutcome.Part, audio.Outcome);
        Assert.Equal(Bytes(from, count), audio.Body.ToArray());
    }

    [Fact]
    public async Task PartUpToTheEnd_TellsTheTotal() => Assert.Equal("bytes 3-9/10", (await ReadAsync(new CountedStream(10), "bytes=3-")).ContentRange);

    [Fact]
    public async Task PartWithinWhatHasNoLength_TellsNoTotal() => Assert.Equal("bytes 3-5/*", (await ReadAsync(new CountedStream(10), "bytes=3-5")).ContentRange);

    [Fact]
    public async Task LastBytesOfWhatHasNoLength_AreItsBeginning() => Assert.Equal("bytes 0-9/10", (await ReadAsync(new CountedStream(10), "bytes=-5")).ContentRange);

    [Theory]
    [InlineData("bytes=10-")]
    [InlineData("bytes=9223372036854775807-")]
    public async Task RangeBehindTheEnd_IsNotSatisfiable(string range)
    {
        var audio = await ReadAsync(new CountedStream(10), range);

        Assert.Equal((RecordingOutcome.NotSatisfiable, "bytes */10"), (audio.Outcome, audio.ContentRange));
    }

    [Fact]
    public async Task EmptyAudio_IsWholeOrNotSatisfiable()
    {
        Assert.Equal(RecordingOutcome.Whole, (await ReadAsync(new CountedStream(0), null)).Outcome);
        Assert.Equal(RecordingOutcome.NotSatisfiable, (await ReadAsync(new CountedStream(0), "bytes=-5")).Outcome);
        using var nothing = new HttpResponseMessage(HttpStatusCode.RequestedRangeNotSatisfiable);
        Assert.Equal(RecordingOutcome.Whole, (await AudioReader.ReadAsync(nothing, RangeRequest.Of(null, null), CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task EndlessAnswer_IsReadNoFurtherThanIsServed()
    {
        const long From = 30_000_000;
        using var endless = new CountedStream(long.MaxValue);

        var audio = await ReadAsync(endless, $"bytes={From}-");

        Assert.Equal(($"bytes {From}-{From + RecordingMedia.MaxBytes - 1}/*", From + RecordingMedia.MaxBytes + 1), (audio.ContentRange, endless.Position));
    }

    [Theory]
    [InlineData("bytes 4-5/10")]
    [InlineData("bytes 3-6/10")]
    [InlineData("bytes 3-5/5")]
    [InlineData("seconds 3-5/10")]
    [InlineData("bytes */10")]
    [InlineData(null)]
    public async Task PartThatWasNotAskedFor_IsUnexpected(string? contentRange)
    {
        using var response = Answer(HttpStatusCode.PartialContent, new CountedStream(10));
        if (contentRange is not null)
            response.Content.Headers.TryAddWithoutValidation("Content-Range", contentRange);

        Assert.Equal(RecordingOutcome.Unexpected, (await AudioReader.ReadAsync(response, RangeRequest.Of("bytes=3-5", null), CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task PartThatIsLargerThanIsServed_IsUnexpected()
    {
        using var response = Answer(HttpStatusCode.PartialContent, new CountedStream(long.MaxValue));
        response.Content.Headers.ContentRange = new ContentRangeHeaderValue(0, long.MaxValue - 1);

        Assert.Equal(RecordingOutcome.Unexpected, (await AudioReader.ReadAsync(response, RangeRequest.Of(null, null), CancellationToken.None)).Outcome);
    }

    private static async Task<RecordingAudio> ReadAsync(CountedStream stream, string? range)
    {
        using var response = Answer(HttpStatusCode.OK, stream);
        return await AudioReader.ReadAsync(response, RangeRequest.Of(range, null), CancellationToken.None);
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, CountedStream stream) => new(status) { Content = new StreamContent(stream) };

    private static byte[] Bytes(int from, int count) => [.. Enumerable.Range(from, count).Select(index => (byte)index)];

    /// <summary>So many bytes, each the last eight bits of its place. Nobody can ask how many.</summary>
    private sealed class CountedStream(long length) : Stream
    {
        private long position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => position;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, length - position);
            for (var index = 0; index < read; index++)
                buffer[offset + index] = (byte)position++;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
