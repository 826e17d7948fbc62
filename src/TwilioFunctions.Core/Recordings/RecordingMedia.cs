using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Channels;
using TwilioFunctions.Core.Deadlines;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Recordings;

/// <summary>Asks Twilio for the audio of recordings, with the credentials of the account that they belong to.</summary>
internal sealed partial class RecordingMedia(
    [FromKeyedServices(RecordingMedia.ClientName)] HttpClient http, IOptions<TwilioOptions> options, TimeProvider time, ILogger<RecordingMedia> logger)
{
    /// <summary>Under which name the <see cref="HttpClient"/> is registered.</summary>
    public const string ClientName = "recordings";

    /// <summary>No answer has more: the host holds answers in memory on both sides.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>How many redirects are followed, none with credentials.</summary>
    public const int MaxRedirects = 3;

    /// <summary>How long Twilio has for all of an answer.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    /// <summary>The audio, or the part that was asked for, or its first <see cref="MaxBytes"/>. Twilio's failures are outcomes, not exceptions.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> ended the attempt.</exception>
    public async Task<RecordingAudio> FetchAsync(
        RecordingCallback recording, RecordingFormat format, RangeRequest range, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(range);
        using var deadline = Deadline.After(Timeout, time, cancellationToken);
        try
        {
            var audio = await FetchOnceAsync(recording, format, range, deadline.Token);
            LogAnswered(recording.RecordingSid, audio.Outcome, audio.Body.Length, audio.ContentRange ?? "the whole");
            return audio;
        }
        catch (OperationCanceledException) when (deadline.HasPassed)
        {
            LogFailed(recording.RecordingSid, $"Twilio was not done within {Timeout.TotalSeconds} s");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            LogFailed(recording.RecordingSid, failure.Message);
        }
        return new RecordingAudio(RecordingOutcome.Unreachable);
    }

    private async Task<RecordingAudio> FetchOnceAsync(
        RecordingCallback recording, RecordingFormat format, RangeRequest range, CancellationToken cancellationToken)
    {
        if (MediaUrl.Of(recording, format) is not { } url)
            return new RecordingAudio(RecordingOutcome.ForeignHost);
        var audio = new RecordingAudio(RecordingOutcome.NoCredentials);
        foreach (var credentials in CredentialsOf(recording.AccountSid))
        {
            using var response = await SendAsync(url, credentials, range, cancellationToken);
            if (response is null)
                return new RecordingAudio(RecordingOutcome.ForeignHost);
            audio = await AudioReader.ReadAsync(response, range, cancellationToken);
            // A token that was replaced meanwhile: the next one is the one that took its place, or a parent's.
            if (response.StatusCode != HttpStatusCode.Unauthorized)
                break;
        }
        return audio;
    }

    /// <summary>The answer that is no redirect; null where a redirect leads away from Twilio, nowhere, or too far.</summary>
    private async Task<HttpResponseMessage?> SendAsync(Uri url, AuthenticationHeaderValue credentials, RangeRequest range, CancellationToken cancellationToken)
    {
        var target = url;
        for (var redirects = 0; redirects <= MaxRedirects && target is not null; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, target);
            request.Headers.Authorization = redirects == 0 ? credentials : null;
            range.WriteTo(request.Headers);
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!IsRedirect(response.StatusCode))
                return response;

            using (response)
                // As it was sent: a parsed header has been put right.
                target = MediaUrl.Follow(target, response.Headers.NonValidated.TryGetValues("Location", out var locations) ? locations.ToString() : null);
        }
        return null;
    }

    private static bool IsRedirect(HttpStatusCode status) => status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
        or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    /// <summary>The tokens of the account and of its parents, who may read what is its, in the order in which they are tried.</summary>
    private IEnumerable<AuthenticationHeaderValue> CredentialsOf(string? accountSid)
    {
        for (var account = options.Value.FindAccount(accountSid); account is not null; account = options.Value.FindAccount(account.ParentAccountSid))
        {
            foreach (var token in new[] { account.AuthToken, account.SecondaryAuthToken }.OfType<string>().Where(token => !AccountKeys.IsUnavailable(token)))
                yield return new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.AccountSid}:{token}")));
        }
    }

    [LoggerMessage(EventId = 6201, Level = LogLevel.Information, Message = "Audio of {RecordingSid}: {Outcome}, {Bytes} bytes, {ContentRange}")]
    private partial void LogAnswered(string recordingSid, RecordingOutcome outcome, int bytes, string contentRange);

    [LoggerMessage(EventId = 6202, Level = LogLevel.Warning, Message = "Audio of {RecordingSid}: not served, {Reason}")]
    private partial void LogFailed(string recordingSid, string reason);
}

/// <summary>What became of asking Twilio for audio.</summary>
internal enum RecordingOutcome
{
    /// <summary>All of it.</summary>
    Whole,

    /// <summary>A part of it.</summary>
    Part,

    /// <summary>The range lies behind the end.</summary>
    NotSatisfiable,

    /// <summary>Twilio has no such audio: not yet, or no longer.</summary>
    NotFound,

    /// <summary>No auth token of the account is configured that can be read.</summary>
    NoCredentials,

    /// <summary>Twilio refuses the account's credentials.</summary>
    Refused,

    /// <summary>Twilio has too much to do, or an error of its own: later perhaps.</summary>
    Busy,

    /// <summary>Twilio could not be reached, broke off, or was not done in time.</summary>
    Unreachable,

    /// <summary>The recording's URL, or a redirect, leads to a host that is not Twilio's; it was not asked.</summary>
    ForeignHost,

    /// <summary>Twilio's response isn't audio, or isn't the requested range.</summary>
    Unexpected,
}

/// <summary>
/// Which URLs are asked for audio: those of <c>*.twilio.com</c> over HTTPS and no others, since the account's credentials go with the
/// request. Source: https://www.twilio.com/docs/voice/api/recording#fetch-a-recording-media-file
/// </summary>
internal static class MediaUrl
{
    private const string TwilioDomain = ".twilio.com";
    private const string ApiUrl = "https://api.twilio.com/2010-04-01/";

    /// <summary>Where a recording's audio is: what Twilio said, or what its SIDs make where it said nothing. Null for a URL that is not Twilio's.</summary>
    public static Uri? Of(RecordingCallback recording, RecordingFormat format)
    {
        var text = recording.Url
            ?? $"{ApiUrl}Accounts/{Uri.EscapeDataString(recording.AccountSid ?? "")}/Recordings/{Uri.EscapeDataString(recording.RecordingSid)}";
        if (Parse(text) is not { } url)
            return null;
        var path = url.GetLeftPart(UriPartial.Path);
        var known = RecordingFormats.All.FirstOrDefault(extension => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
        return Parse(path[..(path.Length - (known?.Length ?? 0))] + format.Extension());
    }

    /// <summary>The URL; null for what may not be asked.</summary>
    public static Uri? Parse(string? text) =>
        text is not null && text.All(IsPlain) && Uri.TryCreate(text, UriKind.Absolute, out var url) && IsTwilios(url) ? url : null;

    /// <summary>Where a redirect leads; null when that may not be asked.</summary>
    public static Uri? Follow(Uri from, string? location) =>
        location is { Length: > 0 } && location.All(IsPlain) && Uri.TryCreate(from, location, out var url) && IsTwilios(url) ? url : null;

    private static bool IsTwilios(Uri url) => url is { IsAbsoluteUri: true, HostNameType: UriHostNameType.Dns, IsDefaultPort: true, UserInfo: "" }
        && url.Scheme == Uri.UriSchemeHttps
        && url.IdnHost.EndsWith(TwilioDomain, StringComparison.OrdinalIgnoreCase)
        && url.IdnHost.Length > TwilioDomain.Length;

    // Other characters are read in different ways by those who read URLs: a backslash, white space, letters that look like others.
    private static bool IsPlain(char character) => character is > ' ' and < '\x7f' and not '\\';
}

/// <summary>How audio is served. Source: https://www.twilio.com/docs/voice/api/recording#fetch-a-recording-media-file</summary>
internal enum RecordingFormat
{
    /// <summary>Uncompressed.</summary>
    Wav,

    /// <summary>Compressed.</summary>
    Mp3,
}

/// <summary>How formats are named.</summary>
internal static class RecordingFormats
{
    /// <summary>What is added to the URL of a recording.</summary>
    internal static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<RecordingFormat>().Select(Extension)];

    /// <summary>The format of that name, <c>wav</c> or <c>mp3</c>; <see cref="RecordingFormat.Wav"/> without a name. Null if the name isn't a format.</summary>
    public static RecordingFormat? OfName(string? name) => name switch
    {
        null or "" => RecordingFormat.Wav,
        _ when name.Equals("wav", StringComparison.OrdinalIgnoreCase) => RecordingFormat.Wav,
        _ when name.Equals("mp3", StringComparison.OrdinalIgnoreCase) => RecordingFormat.Mp3,
        _ => null,
    };

    /// <summary>The media type that Twilio gives it.</summary>
    public static string ContentType(this RecordingFormat format) => format == RecordingFormat.Mp3 ? "audio/mpeg" : "audio/x-wav";

    internal static string Extension(this RecordingFormat format) => format == RecordingFormat.Mp3 ? ".mp3" : ".wav";
}

/// <summary>Registers what serves the audio of recordings.</summary>
internal static class RecordingRegistration
{
    /// <summary>Adds the <see cref="RecordingStore"/> and the <see cref="RecordingMedia"/>.</summary>
    public static IServiceCollection AddRecordings(this IServiceCollection services) => services
        .AddKeyedSingleton(RecordingMedia.ClientName, (_, _) => ChannelHttpClient.Create())
        .AddSingleton<RecordingStore>()
        .AddSingleton<RecordingMedia>();
}
