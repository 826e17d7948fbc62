using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Recordings;

/// <summary>Asks Twilio for the audio of recordings, with the credentials of the account that they belong to.</summary>
public sealed partial class RecordingMedia(
    [FromKeyedServices(RecordingMedia.ClientName)] HttpClient http, IOptions<TwilioOptions> options, TimeProvider time, ILogger<RecordingMedia> logger)
{
    /// <summary>Under which name the <see cref="HttpClient"/> is registered.</summary>
    public const string ClientName = "recordings";

    /// <summary>No answer has more: the host holds answers in memory on both sides.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>How many redirects are followed, none with credentials.</summary>
    public const int MaxRedirects = 3;

    /// <summary>How long Twilio has for all of an answer.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>The audio, or the part that was asked for, or its first <see cref="MaxBytes"/>. Twilio's failures are outcomes, not exceptions.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> ended the attempt.</exception>
    public async Task<RecordingAudio> FetchAsync(
        RecordingCallback recording, RecordingFormat format, RangeRequest range, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(range);
        using var timer = new CancellationTokenSource(Deadline, time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            var audio = await FetchOnceAsync(recording, format, range, deadline.Token);
            LogAnswered(recording.RecordingSid, audio.Outcome, audio.Body.Length, audio.ContentRange ?? "the whole");
            return audio;
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested)
        {
            LogFailed(recording.RecordingSid, $"Twilio was not done within {Deadline.TotalSeconds} s");
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
