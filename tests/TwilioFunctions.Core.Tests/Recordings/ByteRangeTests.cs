using TwilioFunctions.Core.Recordings;

namespace TwilioFunctions.Core.Tests.Recordings;

public sealed class ByteRangeTests
{
    private const long Most = RecordingMedia.MaxBytes;

    public static TheoryData<string, long?, long?> Ranges => new()
    {
        { "bytes=0-0", 0, 0 },
        { "bytes=5-99", 5, 99 },
        { "BYTES= 5-99 ", 5, 99 },
        { "bytes=0-", 0, Most - 1 },
        { "bytes=100-", 100, 100 + Most - 1 },
        { $"bytes=0-{Most}", 0, Most - 1 },
        { "bytes=7-99999999999999999999999999", 7, 7 + Most - 1 },
        { "bytes=9223372036854775807-", long.MaxValue, long.MaxValue },
        { "bytes=99999999999999999999999999-", long.MaxValue, long.MaxValue },
        { "bytes=-500", null, 500 },
        { $"bytes=-{Most + 1}", null, Most },
        { "bytes=-99999999999999999999999999", null, Most },
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Range_IsReadAndCapped(string header, long? from, long? to) => Assert.Equal(new ByteRange(from, to), RangeRequest.Of(header, null).Range);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bytes")]
    [InlineData("bytes=")]
    [InlineData("bytes=-")]
    [InlineData("bytes=-0")]
    [InlineData("bytes=5-4")]
    [InlineData("bytes=5")]
    [InlineData("bytes=a-b")]
    [InlineData("bytes=-1-2")]
    [InlineData("bytes=+1-2")]
    [InlineData("bytes=0x1-2")]
    [InlineData("bytes=1 -2")]
    [InlineData("bytes=٣-٤")]
    [InlineData("bytes=0-1,5-6")]
    [InlineData("seconds=0-1")]
    public void WhatIsNoRange_AsksForTheWhole(string? header) => Assert.Null(RangeRequest.Of(header, null).Range);

    [Fact]
    public void ConditionThatIsNone_AsksForTheWhole() => Assert.Null(RangeRequest.Of("bytes=0-1", "what?").Range);
}
