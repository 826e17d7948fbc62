using System.Text.Json;
using System.Text.Json.Serialization;
using TwilioFunctions.Cli.App;
using TwilioFunctions.Contracts;
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

    /// <summary>Returns the ids of today's test events.</summary>
    /// <exception cref="CommandFailedException">The app is unreachable or refuses the request.</exception>
    public async Task<IReadOnlyList<string>> IdsAsync(CancellationToken cancellationToken)
    {
        var path = $"events?pageSize=100{(accountSid is null ? "" : $"&accountSid={accountSid}")}";
        var page = await client.GetAsync(path, ContractsJson.Api.EventListResponse, cancellationToken);
        return [.. (page.Events ?? []).Where(listed => listed.Type == EventTypes.SinkTest).Select(listed => TestIdOf(listed.Event)).OfType<string>()];
    }

    /// <summary>Waits for a test event that was not there before.</summary>
    /// <exception cref="CommandFailedException">No test event arrived in time.</exception>
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

    /// <summary>Returns the id of a test event; null if it has none. Twilio sends <c>data</c> as an object, or as a string that holds an object.</summary>
    private static string? TestIdOf(string json)
    {
        try
        {
            var data = JsonElement.Parse(json).GetProperty("data");
            return (data.ValueKind == JsonValueKind.String
                ? JsonSerializer.Deserialize(data.GetString()!, SetupJson.Default.TestEventData)
                : data.Deserialize(SetupJson.Default.TestEventData))?.TestId;
        }
        catch (Exception ex) when (ex is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>The data of a sink's test event.</summary>
internal sealed record TestEventData([property: JsonPropertyName("test_id")] string? TestId);
