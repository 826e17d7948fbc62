using FsCheck;
using FsCheck.Fluent;
using TwilioFunctions.Core.Calls;

namespace TwilioFunctions.Core.Tests.Calls;

public sealed class CallSummaryRankTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(3, 1, 0, 2, 9, 9)]
    [InlineData(2, 1, 0, 1, 9, 9)]
    [InlineData(1, 2, 0, 1, 1, 9)]
    [InlineData(1, 1, 2, 1, 1, 1)]
    public void LaterStageThenVersionThenTime_KnowsMore(int stage, int version, int minute, int otherStage, int otherVersion, int otherMinute) =>
        Assert.True(RankOf(stage, version, minute).Beats(RankOf(otherStage, otherVersion, otherMinute)));

    [Fact]
    public void NoSummary_BeatsItself() => Assert.False(RankOf(1, 1, 1).Beats(RankOf(1, 1, 1)));

    [Fact]
    public void TwoDifferentSummaries_HaveExactlyOneWinner() => Prop.ForAll(
        (from stage in Gen.Choose(1, 3) from version in Gen.Choose(0, 2) from minute in Gen.Choose(0, 2) from id in Gen.Choose(0, 5) select (stage, version, minute, id))
            .Two().ToArbitrary(),
        pair => pair.Item1 == pair.Item2 || RankOf(pair.Item1).Beats(RankOf(pair.Item2)) != RankOf(pair.Item2).Beats(RankOf(pair.Item1)))
        .QuickCheckThrowOnFailure();

    private static CallSummaryRank RankOf((int Stage, int Version, int Minute, int Id) of) => RankOf(of.Stage, of.Version, of.Minute, $"EZ{of.Id}");

    private static CallSummaryRank RankOf(int stage, int version, int minute, string id = "EZ") => new((CallSummaryStage)stage, version, Noon.AddMinutes(minute), id);
}
