using FsCheck;
using FsCheck.Fluent;
using TwilioFunctions.Core.Calls;

namespace TwilioFunctions.Core.Tests.Calls;

/// <summary>A call's state is a function of what is known, not of when it came.</summary>
public sealed class CallStateTests
{
    private static readonly string?[] Known = ["queued", "initiated", "ringing", "in-progress", "completed", "busy", "failed", "no-answer", "canceled", "unheard-of", null];

    [Theory]
    [InlineData("0:initiated 1:ringing", "ringing")]
    [InlineData("2:in-progress 1:ringing", "in-progress")]
    [InlineData("3:completed 2:in-progress", "completed")]
    // Twilio's plain callback at the end has no number, and those that come after it tell of what was before.
    [InlineData("-:completed 1:ringing 2:in-progress", "completed")]
    [InlineData("1:ringing -:no-answer", "no-answer")]
    [InlineData("1:ringing -:queued", "ringing")]
    [InlineData("0:initiated -:in-progress", "in-progress")]
    // Of two ends the one that is told last; one without a number is Twilio's last word.
    [InlineData("1:busy 2:failed", "failed")]
    [InlineData("2:failed 1:busy", "failed")]
    [InlineData("2:completed -:canceled", "canceled")]
    // A higher number that is no end cannot undo one.
    [InlineData("1:completed 2:ringing", "completed")]
    [InlineData("4:unheard-of 3:ringing", "unheard-of")]
    [InlineData("-:unheard-of 0:queued", "queued")]
    [InlineData("-:unheard-of", "unheard-of")]
    public void Statuses_AreOneState(string statuses, string expected) => Assert.Equal(expected, StateOf(Parse(statuses)));

    [Fact]
    public void TwoEndsWithoutNumbers_AreTheLaterOne()
    {
        StatusCallback[] ends =
        [
            StatusCallback.Of(Callbacks.StatusForm("CA1", "busy", null, Callbacks.Noon.AddSeconds(1)), Callbacks.Noon),
            StatusCallback.Of(Callbacks.StatusForm("CA1", "completed", null, Callbacks.Noon), Callbacks.Noon.AddHours(1)),
        ];

        Assert.Equal("busy", StateOf(ends));
        Assert.Equal("busy", StateOf(ends.Reverse()));
    }

    [Theory]
    [InlineData(null, "noanswer", "no-answer")]
    [InlineData("1:ringing", "fail", "failed")]
    [InlineData("1:busy", "completed", "busy")]
    [InlineData("1:in-progress", "ringing", "in-progress")]
    [InlineData("1:ringing", "answered", "in-progress")]
    [InlineData(null, "undialed", "undialed")]
    [InlineData(null, null, null)]
    public void Summary_SaysWhatNoCallbackDoes(string? statuses, string? summarized, string? expected)
    {
        var summary = new CallSummary { CallSid = "CA1", EventId = "EZ1", State = summarized, Json = "{}" };

        Assert.Equal(expected, CallState.Of(CallFacts.Create(new CallRecord("CA1") { Statuses = [.. Parse(statuses ?? "")], Summary = summary })));
    }

    [Fact]
    public void RequestOfAnIncomingCall_IsAStateToo()
    {
        var request = IncomingRequest.Of("CallSid=CA1&CallStatus=ringing", "a rule", "<Response/>", Callbacks.Noon);

        Assert.Equal("ringing", CallState.Of(CallFacts.Create(new CallRecord("CA1") { Requests = [request] })));
        Assert.Equal("in-progress", CallState.Of(CallFacts.Create(new CallRecord("CA1") { Requests = [request], Statuses = [.. Parse("1:in-progress")] })));
    }

    [Fact]
    public void AnyOrder_IsTheSameState_AndNoneRegresses() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        seed =>
        {
            var random = new Random(seed);
            var statuses = Enumerable.Range(0, random.Next(1, 8)).Select(_ => RandomStatus(random)).ToArray();
            var expected = StateOf(statuses);
            var known = new List<StatusCallback>();
            var ended = false;
            random.Shuffle(statuses);
            foreach (var status in statuses)
            {
                known.Add(status);
                var state = StateOf(known);
                Assert.True(!ended || CallStatuses.IsFinal(state), $"{state} after an end");
                ended = CallStatuses.IsFinal(state);
            }
            Assert.Equal(expected, StateOf(known));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void CallThatTakesItsUsualWay_GoesOnlyForward() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        seed =>
        {
            var random = new Random(seed);
            string[] way = ["initiated", "ringing", "in-progress", "completed"];
            var statuses = way.Select((status, number) => Status(status, random.Next(4) == 0 ? null : number)).ToArray();
            random.Shuffle(statuses);
            var known = new List<StatusCallback>();
            var rank = -1;
            foreach (var status in statuses)
            {
                known.Add(status);
                var now = CallStatuses.RankOf(StateOf(known));
                Assert.True(now >= rank);
                rank = now;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static string? StateOf(IEnumerable<StatusCallback> statuses) => CallState.Of(CallFacts.Create(new CallRecord("CA1") { Statuses = [.. statuses] }));

    private static IEnumerable<StatusCallback> Parse(string statuses) =>
        from status in statuses.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        let parts = status.Split(':')
        select Status(parts[1], parts[0] == "-" ? null : int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture));

    private static StatusCallback RandomStatus(Random random) =>
        StatusCallback.Of(
            Callbacks.StatusForm("CA1", random.GetItems(Known, 1)[0], random.Next(3) == 0 ? null : random.Next(4), random.Next(3) == 0 ? null : Callbacks.Noon.AddSeconds(random.Next(3))),
            Callbacks.Noon.AddSeconds(random.Next(100)));

    private static StatusCallback Status(string status, int? sequence) => StatusCallback.Of(Callbacks.StatusForm("CA1", status, sequence), Callbacks.Noon);
}
