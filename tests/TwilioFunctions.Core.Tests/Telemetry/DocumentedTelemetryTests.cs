using System.Diagnostics.Metrics;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Core.Tests.Telemetry;

/// <summary>The table of metrics in docs/operate.md holds what the code has, and nothing else.</summary>
[Collection(TelemetryTests.Name)]
public sealed class DocumentedTelemetryTests
{
    [Fact]
    public void EveryInstrument_IsDocumentedWithItsKindAndUnit()
    {
        using var listener = new Listener();

        var documented = File.ReadLines(Path.Combine(Repository.Root, "docs", "operate.md"))
            .Where(line => line.StartsWith("| `twilio.", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => $"{cells[1].Trim('`')} {cells[2]} {cells[3]}");

        Assert.Equal(
            listener.Instruments.Select(instrument => $"{instrument.Name} {KindOf(instrument)} {instrument.Unit}").Order(StringComparer.Ordinal),
            documented.Order(StringComparer.Ordinal));
    }

    private static string KindOf(Instrument instrument) => instrument switch
    {
        Counter<long> => "counter",
        Histogram<double> => "histogram",
        Gauge<long> or Gauge<double> => "gauge",
        _ => throw new InvalidOperationException($"{instrument.Name} is of a kind that nobody has named."),
    };
}
