using System.Diagnostics;
using System.Diagnostics.Metrics;
using TwilioFunctions.Core.Telemetry;

namespace TwilioFunctions.Core.Tests.Telemetry;

/// <summary>Hears everything that the app tells.</summary>
internal sealed class Listener : IDisposable
{
    private readonly MeterListener metrics = new();
    private readonly ActivityListener spans = new()
    {
        ShouldListenTo = source => source.Name == AppTelemetry.Name,
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    public Listener()
    {
        // What is loaded announces its instruments.
        AppMetrics.Answered("none", WebhookAnswer.Accepted);
        metrics.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name != AppTelemetry.Name)
                return;
            Instruments.Add(instrument);
            listener.EnableMeasurementEvents(instrument);
        };
        metrics.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        metrics.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        metrics.Start();
        spans.ActivityStopped = span =>
        {
            lock (Spans)
                Spans.Add(span);
        };
        ActivitySource.AddActivityListener(spans);
    }

    public List<Instrument> Instruments { get; } = [];

    public List<Activity> Spans { get; } = [];

    /// <summary>As in <c>twilio.webhooks outcome=accepted webhook=Function: 1</c>.</summary>
    public List<string> Lines { get; } = [];

    public void Dispose()
    {
        metrics.Dispose();
        spans.Dispose();
    }

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var names = string.Join(' ', tags.ToArray().OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}"));
        lock (Lines)
            Lines.Add(FormattableString.Invariant($"{instrument.Name} {names}: {value}"));
    }
}
