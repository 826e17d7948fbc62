using System.Text;
using TwilioFunctions.Benchmarks.Load;
using TwilioFunctions.Cli.Signing;
using TwilioFunctions.Cli.Simulate;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Benchmarks.Throughput;

/// <summary>What is sent: signed requests for the app, and the messages that they become for Azurite alone.</summary>
/// <param name="Queue">Where the messages go.</param>
/// <param name="Requests">So many, drawn by the seed.</param>
/// <param name="Messages">Those of the same requests.</param>
internal sealed record WebhookLoad(string Queue, Func<LoadedApp, int, int, HttpRequestMessage[]> Requests, Func<int, int, string[]> Messages)
{
    private static readonly string[] Statuses = ["initiated", "ringing", "in-progress", "completed"];

    /// <summary>By the names of <c>--webhook</c>.</summary>
    public static IReadOnlyDictionary<string, WebhookLoad> All { get; } = new Dictionary<string, WebhookLoad>
    {
        ["events"] = new(
            QueueNames.CallSummaries,
            (app, count, seed) =>
            {
                var sender = new EventSender(new HttpClient(), app.Events, LoadedApp.Account, TimeProvider.System);
                return [.. SimulatedEvents.Take(count, seed).Select(sender.Sign)];
            },
            (count, seed) => [.. SimulatedEvents.Take(count, seed).Select(SimulatedEvents.Message)]),
        ["status"] = new(
            QueueNames.CallEvents,
            (app, count, seed) => [.. Forms(count, seed).Select(form => Sign(app.CallStatus.Url, form))],
            (count, seed) => [.. Forms(count, seed).Select(MessageOf)]),
    };

    /// <summary>The four statuses of each call, one after the other.</summary>
    private static IEnumerable<KeyValuePair<string, string>[]> Forms(int count, int seed) =>
        Enumerable.Range(0, count).Select(number => (KeyValuePair<string, string>[])
        [
            new("AccountSid", LoadedApp.Account.Sid), new("ApiVersion", "2010-04-01"), new("CallSid", $"CA{seed:x8}{number / Statuses.Length:x24}"),
            new("CallStatus", Statuses[number % Statuses.Length]), new("CallbackSource", "call-progress-events"), new("Called", "+15550002222"),
            new("Caller", "+15550001111"), new("Direction", "outbound-api"), new("From", "+15550001111"), new("SequenceNumber", $"{number % Statuses.Length}"),
            new("Timestamp", "Sat, 21 Nov 2026 12:00:00 +0000"), new("To", "+15550002222"),
        ]);

    private static HttpRequestMessage Sign(string url, KeyValuePair<string, string>[] form)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Add("X-Twilio-Signature", RequestSigner.SignForm(url, form, Encoding.UTF8.GetBytes(LoadedApp.Account.AuthToken)));
        return request;
    }

    private static string MessageOf(KeyValuePair<string, string>[] form) => new Envelope
    {
        Id = form[2].Value + form[3].Value,
        Type = EnvelopeKinds.VoiceStatus,
        AccountSid = LoadedApp.Account.Sid,
        CallSid = form[2].Value,
        ReceivedAt = DateTimeOffset.UnixEpoch,
        Payload = string.Join('&', form.Select(parameter => $"{parameter.Key}={Uri.EscapeDataString(parameter.Value)}")),
    }.Serialize();
}
