namespace TwilioFunctions.Cli.Tests.Bindings;

/// <summary>A stream of equal lines that are nowhere kept.</summary>
internal sealed class EndlessLines(int lines) : Stream
{
    private static readonly byte[] Line = [.. """{"identity":"bob","bindingId":"b","channel":"fcm","fcm":{"registrationToken":"0123456789"}}"""u8, (byte)'\n'];

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => (long)lines * Line.Length;

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var length = (int)Math.Min(count, Length - Position);
        for (var index = 0; index < length; index++)
            buffer[offset + index] = Line[(Position + index) % Line.Length];
        Position += length;
        return length;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
