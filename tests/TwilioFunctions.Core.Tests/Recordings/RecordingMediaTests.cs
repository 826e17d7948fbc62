using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Channels;
using TwilioFunctions.Core.Recordings;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Core.Tests.Recordings;

/// <summary>Kestrel plays every host of Twilio's; the client believes that it asks them by their names.</summary>
public sealed class RecordingMediaTests : IAsyncLifetime
{
    private const string AccountSid = "AC00000000000000000000000000000001";
    private const string ParentSid = "AC00000000000000000000000000000002";
    private const string Url = $"https://api.twilio.com/2010-04-01/Accounts/{AccountSid}/Recordings/RE1";
    private const int Most = RecordingMedia.MaxBytes;

    private static readonly byte[] Short = Bytes(1000);
    private static readonly byte[] Long = Bytes(Most + 1000);

    private readonly FakeTimeProvider time = new();
    private readonly ConcurrentQueue<string> hosts = new();
    private readonly TwilioOptions twilio = new() { Accounts = { new TwilioAccountOptions { AccountSid = AccountSid, AuthToken = "token" } } };
    private PushService? service;
    private HttpClient? http;

    private PushService Service => service!;

    public async Task InitializeAsync()
    {
        service = await PushService.StartAsync();
        var handler = service.Trusted(ChannelHttpClient.CreateHandler());
        handler.ConnectCallback = async (context, cancellationToken) =>
        {
            hosts.Enqueue($"{context.DnsEndPoint.Host}:{context.DnsEndPoint.Port}");
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, service.Url.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        };
        http = ChannelHttpClient.Create(handler);
    }

    public async Task DisposeAsync()
    {
        http!.Dispose();
        await Service.DisposeAsync();
    }

    [Fact]
    public async Task Audio_IsAskedForWithTheAccountsCredentials()
    {
        Serve(Short);

        var audio = await FetchAsync(format: RecordingFormat.Mp3);

        Assert.Equal((RecordingOutcome.Whole, "\"v1\"", "Sat, 21 Nov 2026 11:00:00 GMT", null), (audio.Outcome, audio.ETag, audio.LastModified, audio.ContentRange));
        Assert.Equal(Short, audio.Body.ToArray());
        var request = Assert.Single(Service.Requests);
        Assert.Equal(("GET", $"/2010-04-01/Accounts/{AccountSid}/Recordings/RE1.mp3", "", "api.twilio.com"), (request.Method, request.Path, request.Query, request.Header("Host")));
        Assert.Equal((Basic(AccountSid, "token"), $"bytes=0-{Most - 1}"), (request.Header("Authorization"), request.Header("Range")));
        Assert.Equal(["api.twilio.com:443"], hosts);
    }

    public static TheoryData<bool, bool, string?, int, int> Ranges
    {
        get
        {
            var cases = new TheoryData<bool, bool, string?, int, int>();
            foreach (var knowsRanges in (bool[])[true, false])
            {
                cases.Add(knowsRanges, false, "bytes=0-", 0, Short.Length);
                cases.Add(knowsRanges, false, "bytes=10-19", 10, 10);
                cases.Add(knowsRanges, false, "bytes=990-2000", 990, 10);
                cases.Add(knowsRanges, false, "bytes=-10", 990, 10);
                cases.Add(knowsRanges, false, "bytes=-5000", 0, 1000);
                cases.Add(knowsRanges, true, null, 0, Most);
                cases.Add(knowsRanges, true, "bytes=0-", 0, Most);
                cases.Add(knowsRanges, true, "bytes=500-", 500, Most);
                cases.Add(knowsRanges, true, $"bytes={Most}-", Most, 1000);
                cases.Add(knowsRanges, true, "bytes=5-99999999999", 5, Most);
                cases.Add(knowsRanges, true, $"bytes=-{Most + 500}", 1000, Most);
                cases.Add(knowsRanges, true, "bytes=0-1,5-6", 0, Most);
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public async Task Range_IsServedWhetherTwilioKnowsRangesOrNot(bool knowsRanges, bool isLong, string? range, int from, int count)
    {
        var whole = isLong ? Long : Short;
        Serve(whole, knowsRanges);

        var audio = await FetchAsync(range);

        Assert.Equal((RecordingOutcome.Part, $"bytes {from}-{from + count - 1}/{whole.Length}"), (audio.Outcome, audio.ContentRange));
        Assert.True(audio.Body.Span.SequenceEqual(whole.AsSpan(from, count)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RangeBehindTheEnd_IsNotSatisfiable(bool knowsRanges)
    {
        Serve(Short, knowsRanges);

        var audio = await FetchAsync("bytes=1000-");

        Assert.Equal((RecordingOutcome.NotSatisfiable, "bytes */1000", 0), (audio.Outcome, audio.ContentRange, audio.Body.Length));
    }

    [Theory]
    [InlineData("\"v1\"", RecordingOutcome.Part)]
    [InlineData("\"v0\"", RecordingOutcome.Whole)]
    [InlineData("W/\"v1\"", RecordingOutcome.Whole)]
    [InlineData("Sat, 21 Nov 2026 11:00:00 GMT", RecordingOutcome.Part)]
    [InlineData("Sat, 21 Nov 2026 10:00:00 GMT", RecordingOutcome.Whole)]
    internal async Task RangeOfWhatHasChanged_IsTheWhole(string ifRange, RecordingOutcome outcome)
    {
        // As a server answers that does not know the tag, or does not know ranges: both are 200.
        Serve(Short, knowsRanges: false);

        var audio = await FetchAsync("bytes=0-9", ifRange);

        Assert.Equal((outcome, outcome == RecordingOutcome.Part ? 10 : 1000), (audio.Outcome, audio.Body.Length));
        Assert.Equal(ifRange, Assert.Single(Service.Requests).Header("If-Range"));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task RedirectWithinTwilio_IsFollowedWithoutCredentials(int status)
    {
        Serve(Short);
        Redirect("/2010-04-01/", status, "https://media.twilio.com/audio/1?token=x");

        var audio = await FetchAsync("bytes=5-9");

        Assert.Equal((RecordingOutcome.Part, "bytes 5-9/1000"), (audio.Outcome, audio.ContentRange));
        Assert.Collection(
            Service.Requests,
            request => Assert.Equal(Basic(AccountSid, "token"), request.Header("Authorization")),
            request => Assert.Equal(("media.twilio.com", "/audio/1", "?token=x", null, "bytes=5-9"), (request.Header("Host"), request.Path, request.Query, request.Header("Authorization"), request.Header("Range"))));
    }

    [Theory]
    [InlineData("https://evil.example/audio")]
    [InlineData("https://s3.amazonaws.com/com.twilio.music/audio")]
    [InlineData("https://api.twilio.com.evil.example/audio")]
    [InlineData("http://api.twilio.com/audio")]
    [InlineData("https://api.twilio.com:8443/audio")]
    [InlineData("//evil.example/audio")]
    [InlineData("/\\evil.example/audio")]
    [InlineData("https://127.0.0.1/audio")]
    [InlineData("")]
    public async Task RedirectToAnotherHost_IsNotFollowed(string location)
    {
        Serve(Short);
        Redirect("/2010-04-01/", 302, location);

        Assert.Equal(RecordingOutcome.ForeignHost, (await FetchAsync()).Outcome);
        Assert.Single(Service.Requests);
        Assert.Equal(["api.twilio.com:443"], hosts);
    }

    [Fact]
    public async Task RedirectsWithoutEnd_AreFollowedThreeTimes()
    {
        Redirect("/", 302, "/again");

        Assert.Equal(RecordingOutcome.ForeignHost, (await FetchAsync()).Outcome);
        Assert.Equal(1 + RecordingMedia.MaxRedirects, Service.Requests.Count);
        Assert.Single(Service.Requests, request => request.Header("Authorization") is not null);
    }

    [Theory]
    [MemberData(nameof(MediaUrlTests.HostileUrls), MemberType = typeof(MediaUrlTests))]
    public async Task HostileUrl_IsNeverAsked(string url)
    {
        Serve(Short);

        Assert.Equal(RecordingOutcome.ForeignHost, (await FetchAsync(url: url)).Outcome);
        Assert.Empty(hosts);
    }

    [Theory]
    [InlineData(401, RecordingOutcome.Refused)]
    [InlineData(403, RecordingOutcome.Refused)]
    [InlineData(404, RecordingOutcome.NotFound)]
    [InlineData(410, RecordingOutcome.NotFound)]
    [InlineData(429, RecordingOutcome.Busy)]
    [InlineData(500, RecordingOutcome.Busy)]
    [InlineData(503, RecordingOutcome.Busy)]
    [InlineData(204, RecordingOutcome.Unexpected)]
    [InlineData(304, RecordingOutcome.Unexpected)]
    [InlineData(400, RecordingOutcome.Unexpected)]
    internal async Task RefusalOfTwilio_IsAnOutcome(int status, RecordingOutcome outcome)
    {
        Service.Answer = new PushAnswer(status, "no");

        Assert.Equal(outcome, (await FetchAsync()).Outcome);
    }

    [Fact]
    public async Task PageInPlaceOfAudio_IsNotServed()
    {
        Service.Answer = new PushAnswer(200, "<script>").With("Content-Type", "text/html");

        var audio = await FetchAsync();

        Assert.Equal((RecordingOutcome.Unexpected, 0), (audio.Outcome, audio.Body.Length));
    }

    [Fact]
    public async Task TokenThatWasReplaced_IsFollowedByTheNextAndTheParents()
    {
        twilio.Accounts[0].SecondaryAuthToken = "secondary";
        twilio.Accounts[0].ParentAccountSid = ParentSid;
        twilio.Accounts.Add(new TwilioAccountOptions { AccountSid = ParentSid, AuthToken = "@Microsoft.KeyVault(x)", SecondaryAuthToken = "parent" });
        Serve(Short);
        Service.Beside(request => request.Header("Authorization") != Basic(ParentSid, "parent"), _ => new PushAnswer(401));

        Assert.Equal(RecordingOutcome.Whole, (await FetchAsync()).Outcome);
        Assert.Equal(
            [Basic(AccountSid, "token"), Basic(AccountSid, "secondary"), Basic(ParentSid, "parent")], Service.Requests.Select(request => request.Header("Authorization")));
    }

    [Theory]
    [InlineData("@Microsoft.KeyVault(SecretUri=https://x.vault.azure.net/secrets/y)", AccountSid)]
    [InlineData("", AccountSid)]
    [InlineData("token", "AC00000000000000000000000000000009")]
    public async Task AccountWithoutToken_IsNotAskedFor(string token, string accountSid)
    {
        twilio.Accounts[0].AuthToken = token;

        Assert.Equal(RecordingOutcome.NoCredentials, (await FetchAsync(accountSid: accountSid)).Outcome);
        Assert.Empty(hosts);
    }

    [Theory]
    [InlineData(PushAnswerEnd.CutBeforeHeaders)]
    [InlineData(PushAnswerEnd.CutInBody)]
    public async Task AnswerThatBreaksOff_IsUnreachable(PushAnswerEnd end)
    {
        Service.Answer = new PushAnswer(200, Short) { End = end };

        Assert.Equal(RecordingOutcome.Unreachable, (await FetchAsync()).Outcome);
    }

    [Theory]
    [InlineData(PushAnswerEnd.HangBeforeHeaders)]
    [InlineData(PushAnswerEnd.HangInBody)]
    public async Task AnswerThatHangs_IsUnreachableAtTheDeadline(PushAnswerEnd end)
    {
        Service.Answer = new PushAnswer(200, Short) { End = end };

        var fetching = FetchAsync();
        await Service.NextArrivalAsync();
        time.Advance(RecordingMedia.Timeout);

        Assert.Equal(RecordingOutcome.Unreachable, (await fetching).Outcome);
    }

    [Fact]
    public async Task CallerWhoGivesUp_EndsTheAttempt()
    {
        Service.Answer = PushAnswer.Hang;
        using var caller = new CancellationTokenSource();

        var fetching = FetchAsync(cancellationToken: caller.Token);
        await Service.NextArrivalAsync();
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);
    }

    private Task<RecordingAudio> FetchAsync(
        string? range = null, string? ifRange = null, string url = Url, string accountSid = AccountSid, RecordingFormat format = RecordingFormat.Wav,
        CancellationToken cancellationToken = default)
    {
        var recording = new RecordingCallback { RecordingSid = "RE1", AccountSid = accountSid, Url = url, Form = "" };
        var media = new RecordingMedia(http!, Options.Create(twilio), time, NullLogger<RecordingMedia>.Instance);
        return media.FetchAsync(recording, format, RangeRequest.Of(range, ifRange), cancellationToken);
    }

    private void Serve(byte[] whole, bool knowsRanges = true) => Service.Beside(_ => true, request => AnswerOf(request, whole, knowsRanges)
        .With("Content-Type", "audio/x-wav").With("ETag", "\"v1\"").With("Last-Modified", "Sat, 21 Nov 2026 11:00:00 GMT"));

    private void Redirect(string path, int status, string location) =>
        Service.Beside(request => request.Path.StartsWith(path, StringComparison.Ordinal), _ => new PushAnswer(status).With("Location", location));

    private static PushAnswer AnswerOf(PushRequest request, byte[] whole, bool knowsRanges)
    {
        if (!knowsRanges || request.Header("Range") is not { } header)
            return new PushAnswer(200, whole);
        var ends = header["bytes=".Length..].Split('-');
        var from = ends[0].Length == 0 ? Math.Max(0, whole.Length - Number(ends[1])) : Number(ends[0]);
        var to = ends[0].Length == 0 ? whole.Length - 1 : Math.Min(Number(ends[1]), whole.Length - 1);
        return from >= whole.Length
            ? new PushAnswer(416).With("Content-Range", $"bytes */{whole.Length}")
            : new PushAnswer(206, whole[(int)from..((int)to + 1)]).With("Content-Range", $"bytes {from}-{to}/{whole.Length}");
    }

    private static long Number(string digits) => long.Parse(digits, CultureInfo.InvariantCulture);

    private static string Basic(string user, string password) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}";

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(17).NextBytes(bytes);
        return bytes;
    }
}
