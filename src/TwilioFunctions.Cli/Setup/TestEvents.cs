using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using TwilioFunctions.Cli.App;
using TwilioFunctions.Core.EventStreams;

namespace TwilioFunctions.Cli.Setup;

/// <summary>The test events that Twilio sent to the app's sink.</summary>
internal sealed class TestEvents(Uri app, string? key, string? accountSid, TimeProvider time) : IDisposable
{
    // They arrive within a second or two; an app that has to start, or a queue that is long, takes more.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly AppClient client = new(app, key, time);

    public void Dispose() => client.Dispose();

    /// <summary>The ids of today's.</summary>
    /// <exception cref="CommandFailedException">The app does not say.</exception>
    public async Task<IReadOnlyList<string>> IdsAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"events?pageSize=100{(accountSid is null ? "" : $"&accountSid={accountSid}")}");
        using var response = await client.SendAsync(request, cancellationToken);
        try
        {
            var answer = await response.Content.ReadFromJsonAsync(SetupJson.Default.EventsAnswer, cancellationToken);
            return [.. (answer?.Events ?? []).Where(listed => listed.Type == EventTypes.SinkTest).Select(listed => listed.Event?.TestId).OfType<string>()];
        }
        catch (JsonException wrong)
        {
            throw new CommandFailedException($"What answers at {app.AbsoluteUri} is not this app, or another version of it: {wrong.Message}", wrong);
        }
    }

    /// <summary>Waits for one that was not there before.</summary>
    /// <exception cref="CommandFailedException">None came.</exception>
    public async Task<string> NextAsync(IReadOnlyList<string> before, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (time.GetElapsedTime(start) < Patience)
        {
            if ((await IdsAsync(cancellationToken)).Except(before).FirstOrDefault() is { } id)
                return id;
            await Task.Delay(Pause, time, cancellationToken);
        }

        throw new CommandFailedException(
            $"The test event has not come to {app.AbsoluteUri} within {Patience.TotalSeconds:0} s. The app's log says whether it was refused, and " +
            "`twilio api:monitor:v1:alerts:list --log-level error` what Twilio saw. Run the same command again when that is mended.");
    }
}

/// <summary>What the app's <c>GET /api/events</c> answers, as far as it is looked at.</summary>
internal sealed record EventsAnswer(IReadOnlyList<ListedEvent>? Events);

internal sealed record ListedEvent(string? Type, CloudEventData? Event);

internal sealed record CloudEventData(JsonElement Data)
{
    /// <summary>Of a sink's test event. Twilio sends <c>data</c> as an object, and as a string that holds one.</summary>
    public string? TestId => Data.ValueKind switch
    {
        JsonValueKind.Object => Data.Deserialize(SetupJson.Default.TestEventData)?.TestId,
        JsonValueKind.String => JsonSerializer.Deserialize(Data.GetString()!, SetupJson.Default.TestEventData)?.TestId,
        _ => null,
    };
}

internal sealed record TestEventData([property: JsonPropertyName("test_id")] string? TestId);
