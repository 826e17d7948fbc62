using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using TwilioFunctions.Cli.Settings;
using TwilioFunctions.Cli.Simulate;
using TwilioFunctions.Cli.Simulate.Day;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Cli.Tests.Simulate;

public sealed class SimulatedDayTests
{
    private const string AccountSid = "AC00000000000000000000000000000000";
    private const string AuthToken = "local-development-auth-token";
    private const int Calls = 400;

    private static readonly DateOnly Date = new(2026, 11, 21);
    private static readonly string[] FinalStates = ["completed", "busy", "failed", "no-answer", "canceled"];

    private static readonly SimulatedDay Day = SimulatedDay.Of(Calls, 1, Date, AccountSid, WebhookKind.All);

    // The names of Twilio's tables: https://www.twilio.com/docs/proxy/api/webhooks
    private static readonly string[] InterceptNames =
    [
        "inboundParticipantSid", "inboundResourceSid", "inboundResourceStatus", "inboundResourceType", "inboundResourceUrl", "interactionAccountSid",
        "interactionData", "interactionDateCreated", "interactionDateUpdated", "interactionServiceSid", "interactionSessionSid", "interactionSid", "interactionType",
    ];

    private static readonly string[] CallbackNames =
    [
        .. InterceptNames, "outboundParticipantSid", "outboundResourceSid", "outboundResourceStatus", "outboundResourceType", "outboundResourceUrl",
    ];

    private static readonly string[] OutOfSessionNames =
    [
        "AccountSid", "AddOns", "ApiVersion", "Called", "CalledCity", "CalledCountry", "CalledState", "CalledZip", "Caller", "CallerCity", "CallerCountry",
        "CallerState", "CallerZip", "CallSid", "CallStatus", "Direction", "From", "FromCity", "FromCountry", "FromState", "FromZip", "To", "ToCity", "ToCountry", "ToState", "ToZip",
    ];

    private static readonly string[] SessionNames =
    [
        .. ParticipantNames("inbound"), .. ParticipantNames("outbound"), "sessionAccountSid", "sessionClosedReason", "sessionDateCreated", "sessionDateEnded",
        "sessionDateUpdated", "sessionMode", "sessionServiceSid", "sessionSid", "sessionStatus", "sessionUniqueName",
    ];

    private static IEnumerable<SimulatedWebhook> Webhooks => Day.Sequences.SelectMany(sequence => sequence.Webhooks);

    [Fact]
    public void SameSeedAndDate_SameBytes()
    {
        var again = SimulatedDay.Of(Calls, 1, Date, AccountSid, WebhookKind.All);

        Assert.Equal(BytesOf(Day), BytesOf(again));
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(1, 1)]
    public void OtherSeedOrDate_OtherCalls(int seed, int days)
    {
        var other = SimulatedDay.Of(Calls, seed, Date.AddDays(days), AccountSid, WebhookKind.All);

        Assert.Empty(Day.Calls.Select(call => call.Sid).Intersect(other.Calls.Select(call => call.Sid)));
    }

    [Fact]
    public void FewerKinds_TellTheSameOfTheSameCalls()
    {
        var voice = SimulatedDay.Of(50, 1, Date, AccountSid, WebhookKind.Voice);

        Assert.Equal(50, voice.Calls.Count);
        Assert.Empty(voice.Messages);
        var all = Day.Calls.ToDictionary(call => call.Sid);
        Assert.All(voice.Calls, call => Assert.Equal(
            all[call.Sid].Webhooks.Where(webhook => WebhookKind.Voice.Contains(webhook.Kind)).Select(Bytes),
            call.Webhooks.Select(Bytes)));
    }

    [Fact]
    public void Day_HasEveryKindOfWebhook()
    {
        Assert.Equal(WebhookKind.All.Select(kind => kind.Name).Order(), Webhooks.Select(webhook => webhook.Kind.Name).Distinct().Order());
        Assert.Equal(Calls, Day.Calls.Count);
        Assert.Equal(Webhooks.Count(), Day.Count);
    }

    [Fact]
    public void Sequence_TellsOfOneCallInOrder()
    {
        Assert.All(Day.Sequences, sequence =>
        {
            Assert.All(sequence.Webhooks, webhook => Assert.Equal(sequence.Sid, webhook.Sid));
            Assert.Equal(sequence.Webhooks.Select(webhook => webhook.Time).Order(), sequence.Webhooks.Select(webhook => webhook.Time));
        });
        Assert.All(Day.Calls, call => Assert.Matches("^CA[0-9a-f]{32}$", call.Sid));
        Assert.All(Day.Messages, message => Assert.Matches("^SM[0-9a-f]{32}$", message.Sid));
    }

    [Fact]
    public void EveryWebhook_IsAcceptedByTheVerifier()
    {
        var options = new TwilioOptions { Accounts = { new TwilioAccountOptions { AccountSid = AccountSid, AuthToken = AuthToken } } };
        var verifier = new SignatureVerifier(Options.Create(options));
        var signer = new WebhookSigner(new TwilioAccount(AccountSid, AuthToken));

        Assert.All(Webhooks, webhook =>
        {
            var url = $"https://example.com/{webhook.Path}";
            using var request = signer.Sign(new WebhookTarget(url, url), webhook);
            var received = new SignedRequest(
                request.Method.Method,
                request.RequestUri!.OriginalString,
                request.Headers.GetValues("X-Twilio-Signature").Single(),
                request.Content?.Headers.ContentType?.ToString(),
                webhook.Body);
            Assert.Equal(SignatureResult.Valid, verifier.Verify(received, AccountSid).Result);
        });
    }

    [Fact]
    public void UrlEncoded_IsReadBackAsItWas() => Assert.All(
        Webhooks.Where(webhook => webhook.Json is null),
        webhook => Assert.Equal(webhook.Parameters, FormParameters.Parse(Encoding.UTF8.GetBytes(webhook.UrlEncoded))));

    [Fact]
    public void Gets_AreAmongTheVoiceWebhooksAlone()
    {
        var gets = Webhooks.Where(webhook => webhook.Method == HttpMethod.Get).ToArray();

        Assert.Equal(
            ["call status", "incoming call", "recording status"],
            gets.Select(webhook => webhook.Kind.Name).Distinct().Order());
        Assert.All(gets, webhook => Assert.Empty(webhook.Body));
    }

    [Fact]
    public void Statuses_AreNumberedFromZeroAndEndOnce()
    {
        var progress = Day.Calls.Select(call => Of(call, WebhookKind.CallStatus).Where(status => Text(status, "SequenceNumber") is not null).ToArray()).Where(statuses => statuses.Length > 0).ToArray();

        Assert.NotEmpty(progress);
        Assert.All(progress, statuses =>
        {
            Assert.Equal(Enumerable.Range(0, statuses.Length).Select(number => $"{number}"), statuses.Select(status => Text(status, "SequenceNumber")));
            Assert.All(statuses, status => Assert.Equal("call-progress-events", Text(status, "CallbackSource")));
            Assert.Equal("initiated", Text(statuses[0], "CallStatus"));
            Assert.Contains(Text(statuses[^1], "CallStatus"), FinalStates);
            Assert.DoesNotContain(statuses[..^1], status => FinalStates.Contains(Text(status, "CallStatus")));
        });
        Assert.Contains(progress, statuses => statuses.Select(status => Text(status, "CallStatus")).SequenceEqual(["initiated", "ringing", "in-progress", "completed"]));
        Assert.Equal(FinalStates.Order(), progress.Select(statuses => Text(statuses[^1], "CallStatus")!).Distinct().Order());
    }

    [Fact]
    public void FinalStatuses_AgreeAndSayHowLong()
    {
        var plain = 0;
        Assert.All(Day.Calls, call =>
        {
            var final = Of(call, WebhookKind.CallStatus).Where(status => FinalStates.Contains(Text(status, "CallStatus"))).ToArray();
            Assert.True(final.Select(status => Text(status, "CallStatus")).Distinct().Count() <= 1, call.Sid);
            plain += final.Count(status => Text(status, "SequenceNumber") is null && Text(status, "CallbackSource") is null);
            Assert.All(final, status =>
            {
                var seconds = int.Parse(Text(status, "CallDuration")!, CultureInfo.InvariantCulture);
                Assert.Equal(Text(status, "CallStatus") == "completed", seconds > 0);
                Assert.Equal($"{(int)Math.Ceiling(seconds / 60.0)}", Text(status, "Duration"));
                Assert.Matches(@"^\d{3}$", Text(status, "SipResponseCode"));
            });
        });
        Assert.True(plain > 0);
    }

    [Fact]
    public void Timestamps_AreRfc2822() => Assert.All(
        Webhooks.Where(webhook => webhook.Kind == WebhookKind.CallStatus),
        status => Assert.True(DateTimeOffset.TryParseExact(Text(status, "Timestamp"), "ddd, dd MMM yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), Text(status, "Timestamp")));

    [Fact]
    public void IncomingCalls_SayWhatTwilioSays()
    {
        var incoming = Webhooks.Where(webhook => webhook.Kind == WebhookKind.IncomingCall).ToArray();

        Assert.All(incoming, call =>
        {
            Assert.All(["AccountSid", "ApiVersion", "CallSid", "CallStatus", "Called", "Caller", "Direction", "From", "To"], name => Assert.NotEmpty(Text(call, name)!));
            Assert.Equal(Text(call, "From"), Text(call, "Caller"));
            Assert.Equal(Text(call, "Direction") == "inbound" ? "ringing" : "in-progress", Text(call, "CallStatus"));
            // https://www.twilio.com/docs/voice/twiml: "This is only sent when the webhook's method is POST."
            Assert.Equal(call.Method == HttpMethod.Post, Text(call, "CallToken") is not null);
        });
        foreach (var name in (string[])["StirVerstat", "StirPassportToken", "ForwardedFrom", "CallerName", "AddOns", "SipDomain", "SipHeader_X-Customer-Id", "orderNumber", "FromCity"])
            Assert.Contains(incoming, call => Text(call, name) is not null);
    }

    [Fact]
    public void Recordings_BeginAndEnd()
    {
        var recordings = Webhooks.Where(webhook => webhook.Kind == WebhookKind.RecordingStatus).GroupBy(webhook => Text(webhook, "RecordingSid")).ToArray();

        Assert.All(recordings, recording =>
        {
            Assert.Equal(2, recording.Count());
            Assert.Equal("in-progress", Text(recording.First(), "RecordingStatus"));
            var end = recording.Last();
            Assert.EndsWith($"/Accounts/{AccountSid}/Recordings/{recording.Key}", Text(end, "RecordingUrl"), StringComparison.Ordinal);
            Assert.Equal(Text(end, "RecordingStatus") == "completed", Text(end, "RecordingDuration") is not null);
        });
        Assert.Equal(
            [("absent", "16101"), ("absent", "16102"), ("completed", "0"), ("failed", null)],
            recordings.Select(recording => (Text(recording.Last(), "RecordingStatus")!, Text(recording.Last(), "ErrorCode"))).Distinct().Order());
    }

    [Fact]
    public void ProxyInteractions_HaveTheFieldsOfTwiliosPage()
    {
        Assert.All(Webhooks.Where(webhook => webhook.Kind == WebhookKind.ProxyIntercept), webhook => Assert.Equal(InterceptNames.Order(), NamesOf(webhook)));
        Assert.All(Webhooks.Where(webhook => webhook.Kind == WebhookKind.ProxyCallback), webhook => Assert.Equal(CallbackNames.Order(), NamesOf(webhook)));
        Assert.Equal(
            ["", """{"body":"100% = ok"}"""],
            Webhooks.Select(webhook => Text(webhook, "interactionData")).Where(data => data is "" or """{"body":"100% = ok"}""").Distinct().Order());
        Assert.Contains(Webhooks, webhook => Text(webhook, "interactionData")?.StartsWith("""{"duration":""", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void OutOfSession_HasTheFieldsOfTwiliosPage()
    {
        var webhooks = Webhooks.Where(webhook => webhook.Kind == WebhookKind.ProxyOutOfSession).ToArray();
        var calls = webhooks.Where(webhook => Text(webhook, "CallSid") is not null).ToArray();
        var messages = webhooks.Except(calls).ToArray();

        Assert.All(calls, call => Assert.Contains(NamesOf(call), (string[][])[[.. OutOfSessionNames.Order()], [.. OutOfSessionNames.Concat(SessionNames).Order()]]));
        Assert.Contains(calls, call => Text(call, "sessionSid") is null);
        Assert.Contains(calls, call => Text(call, "sessionSid") is not null);
        Assert.NotEmpty(messages);
        Assert.All(messages, message => Assert.Equal(message.Sid, Text(message, "MessageSid")));
    }

    private static IEnumerable<SimulatedWebhook> Of(WebhookSequence sequence, WebhookKind kind) => sequence.Webhooks.Where(webhook => webhook.Kind == kind);

    private static string? Text(SimulatedWebhook webhook, string name) =>
        webhook.Parameters.Where(parameter => parameter.Key == name).Select(parameter => parameter.Value).SingleOrDefault();

    private static string[] NamesOf(SimulatedWebhook webhook) => [.. webhook.Parameters.Select(parameter => parameter.Key).Order()];

    private static IEnumerable<string> BytesOf(SimulatedDay day) => day.Sequences.SelectMany(sequence => sequence.Webhooks).Select(Bytes);

    private static string Bytes(SimulatedWebhook webhook) => $"{webhook.Method} {webhook.Path} {webhook.UrlEncoded} {Convert.ToHexString(webhook.Body)}";

    private static string[] ParticipantNames(string side) =>
    [
        .. ((string[])["AccountSid", "DateCreated", "DateUpdated", "FriendlyName", "Identifier", "ProxyIdentifier", "ProxyIdentifierSid", "ServiceSid", "SessionSid", "Sid"])
            .Select(name => $"{side}Participant{name}"),
    ];
}
