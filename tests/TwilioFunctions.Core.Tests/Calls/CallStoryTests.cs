using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.EventStreams;

namespace TwilioFunctions.Core.Tests.Calls;

/// <summary>What the story of a call says.</summary>
public sealed class CallStoryTests
{
    [Fact]
    public void Timeline_TellsEverythingInOrderAndInWords()
    {
        var story = CallStory.Of(new CallRecord("CA1")
        {
            Requests = [IncomingRequest.Of("CallSid=CA1&From=%2B1&To=client%3Abob&CallStatus=ringing", "rule 1", "<Response/>", At(1))],
            Notifications = [Attempt("phone", At(2)), Attempt("tablet", At(2))],
            Statuses =
            [
                StatusCallback.Of(Callbacks.StatusForm("CA1", "initiated", 0, At(0)), At(9)),
                StatusCallback.Of(Callbacks.StatusForm("CA1", "failed", 3, At(8), ("CallDuration", "0"), ("SipResponseCode", "503"), ("ErrorCode", "31003"), ("ErrorMessage", "Timeout")), At(9)),
            ],
            Recordings = [RecordingCallback.Of("RecordingSid=RE1&RecordingStatus=absent&ErrorCode=16101", At(9))!],
            Interactions =
            [
                ProxyInteraction.Of("interactionSid=KI1&interactionType=Voice&inboundResourceStatus=in-progress&outboundResourceStatus=ringing&inboundParticipantSid=KP1", At(3))!,
                ProxyInteraction.Of("interactionSid=KI2", At(4), "quiet hours")!,
            ],
            Events = [new KeptEvent("EZ0", "com.twilio.voice.insights.call-event.gateway", null, "{}")],
            Stages = [new SummaryStage("EZ1", CallSummaryStage.Partial, At(60), "fail", 1)],
        });

        Assert.Equal(
            [
                new CallStoryEntry(At(0), CallStoryKinds.Status, "initiated", "0"),
                new CallStoryEntry(At(1), CallStoryKinds.Incoming, "+1 calls client:bob: answered by rule 1", null),
                new CallStoryEntry(At(2), CallStoryKinds.Notification, "bob over fcm, attempt 1: delivered (200)", "WB1"),
                new CallStoryEntry(At(2), CallStoryKinds.Notification, "bob over fcm, attempt 1: delivered (200)", "WB1"),
                new CallStoryEntry(At(3), CallStoryKinds.Proxy, "Voice interaction: inbound in-progress, outbound ringing", "KI1"),
                new CallStoryEntry(At(4), CallStoryKinds.Proxy, "blocked: quiet hours", "KI2"),
                new CallStoryEntry(At(8), CallStoryKinds.Status, "failed: 0 s, SIP 503, error 31003, Timeout", "3"),
                new CallStoryEntry(At(9), CallStoryKinds.Recording, "recording absent: The recording was too short to be kept (error 16101).", "RE1"),
                new CallStoryEntry(At(60), CallStoryKinds.Summary, "partial summary: failed, version 1", "EZ1"),
                new CallStoryEntry(null, CallStoryKinds.Event, "com.twilio.voice.insights.call-event.gateway", "EZ0"),
            ],
            story.Timeline);
        Assert.Equal(
            [new CallParty("caller", "+1"), new CallParty("callee", "client:bob"), new CallParty("client", "client:bob"), new CallParty("participant", "KP1")],
            story.Parties);
        Assert.Equal(("failed", At(0), At(8), 0), (story.State, story.StartTime, story.EndTime, story.Duration));
    }

    [Fact]
    public void CallThatNothingIsToldOfButNotifications_HasAStartAndACallee()
    {
        var story = CallStory.Of(new CallRecord("CA1") { Notifications = [Attempt("phone", At(5))] });

        Assert.Equal(("client:bob", At(5), null, null), (story.To, story.StartTime, story.State, story.From));
    }

    [Fact]
    public void SummarysDirection_IsSpelledAsCallbacksSpellIt()
    {
        var summary = new CallSummary { CallSid = "CA1", EventId = "EZ1", Direction = "outbound_api", StartTime = At(3), EndTime = At(9), Duration = 6, Json = "{}" };

        var story = CallStory.Of(new CallRecord("CA1") { Summary = summary, Statuses = [StatusCallback.Of(Callbacks.StatusForm("CA1", "completed", 3, At(8)), At(9))] });

        Assert.Equal(("outbound-api", At(3), At(9), 6), (story.Direction, story.StartTime, story.EndTime, story.Duration));
    }

    [Fact]
    public void CallThatOnlyANotificationTellsOf_HasTheNotificationsCallerAndAccount()
    {
        var story = CallStory.Of(new CallRecord("CA1") { Notifications = [Attempt("phone", At(5)) with { AccountSid = "AC1", From = "client:alice" }] });

        Assert.Equal(("AC1", "client:alice", "client:bob"), (story.AccountSid, story.From, story.To));
    }

    [Fact]
    public void CallThatOnlyProxyTellsOf_HasItsParticipants()
    {
        var story = CallStory.Of(new CallRecord("CA1")
        {
            Interactions = [ProxyInteraction.Of("interactionSid=KI1&interactionAccountSid=AC1&inboundParticipantSid=KP1&outboundParticipantSid=KP2", At(3))!],
        });

        Assert.Equal(("AC1", "KP1", "KP2"), (story.AccountSid, story.From, story.To));
    }

    [Fact]
    public void CallThatOnlyAnEventTellsOf_HasItsAccount() =>
        Assert.Equal("AC1", CallStory.Of(new CallRecord("CA1") { Events = [new KeptEvent("EZ1", "t", At(0), "{}") { AccountSid = "AC1" }] }).AccountSid);

    [Fact]
    public void CallbackWithANumberAndNoStatus_DoesNotHideTheState()
    {
        var story = CallStory.Of(new CallRecord("CA1")
        {
            Statuses =
            [
                StatusCallback.Of(Callbacks.StatusForm("CA1", "in-progress", 0), At(0)),
                StatusCallback.Of(Callbacks.StatusForm("CA1", null, 3, null, ("ConferenceSid", "CF1"), ("StatusCallbackEvent", "participant-join")), At(1)),
            ],
        });

        Assert.Equal("in-progress", story.State);
    }

    [Fact]
    public void ErrorCodeZero_IsNoError()
    {
        var story = CallStory.Of(new CallRecord("CA1")
        {
            Statuses = [StatusCallback.Of(Callbacks.StatusForm("CA1", "completed", null, At(0), ("ErrorCode", "0"), ("SipResponseCode", "200")), At(0))],
            Recordings = [RecordingCallback.Of("RecordingSid=RE1&RecordingStatus=absent&RecordingDuration=0&ErrorCode=0", At(1))!],
        });

        Assert.Equal(
            ["completed: SIP 200", "recording absent: 0 s, There is no recording: it was too short, silent, or the call ended before it began."],
            story.Timeline.Select(entry => entry.Text));
    }

    [Fact]
    public void RecordingCallbackWithoutAStatus_IsAWholeSentence()
    {
        var story = CallStory.Of(new CallRecord("CA1")
        {
            Recordings = [RecordingCallback.Of("RecordingSid=RE1&RecordingDuration=6&Digits=%23", At(0))!, RecordingCallback.Of("RecordingSid=RE1&TranscriptionStatus=completed", At(1))!],
        });

        Assert.Equal(
            ["recording, with a status that Twilio didn't name: 6 s", "transcription completed"],
            story.Timeline.Select(entry => entry.Text));
    }

    [Theory]
    [InlineData("RecordingSid=RE1&TranscriptionStatus=completed&TranscriptionText=hello")]
    [InlineData("RecordingSid=RE1&RecordingStatus=completed")]
    [InlineData("RecordingSid=RE1&RecordingStatus=in-progress")]
    public void LaterRecordingCallbackThatLacksValues_ClearsNone(string later)
    {
        const string Completed =
            "RecordingSid=RE1&RecordingStatus=completed&RecordingUrl=https%3A%2F%2Fapi.twilio.com%2FRE1&RecordingDuration=6&RecordingChannels=2" +
            "&RecordingStartTime=Sat%2C+21+Nov+2026+12%3A00%3A00+%2B0000&RecordingSource=DialVerb&RecordingTrack=both";
        var before = RecordingOf(Completed);

        var after = RecordingOf(Completed, later);

        Assert.Equal(6, after.Duration);
        Assert.Equal(before with { ReceivedAt = default, Form = "" }, after with { ReceivedAt = default, Form = "" });
    }

    [Fact]
    public void TranscriptionOfARecordingWithoutAStatus_LeavesItsDuration()
    {
        var recording = RecordingOf("RecordingSid=RE1&RecordingDuration=6&RecordingUrl=https%3A%2F%2Fapi.twilio.com%2FRE1", "RecordingSid=RE1&TranscriptionStatus=completed");

        Assert.Equal((6, "https://api.twilio.com/RE1"), (recording.Duration, recording.Url));
    }

    [Fact]
    public void ErrorOfAnEarlierStatus_IsNotThatOfTheLatest()
    {
        var recording = RecordingOf("RecordingSid=RE1&RecordingStatus=failed&ErrorCode=16101", "RecordingSid=RE1&RecordingStatus=completed&RecordingDuration=6");

        Assert.Equal(("completed", null), (recording.Status, recording.ErrorCode));
    }

    private static RecordingCallback RecordingOf(params string[] forms) =>
        Assert.Single(Recording.Of(forms.Select((form, second) => RecordingCallback.Of(form, At(second))!))).Latest;

    private static DateTimeOffset At(int second) => Callbacks.Noon.AddSeconds(second);

    private static DeliveryAttempt Attempt(string bindingId, DateTimeOffset time) => new()
    {
        MessageId = "WB1",
        Identity = "bob",
        BindingId = bindingId,
        Channel = ChannelNames.Fcm,
        Attempt = 1,
        Outcome = DeliveryOutcome.Delivered,
        Reason = "200",
        Time = time,
    };
}
