using System.Globalization;

namespace TwilioFunctions.Tests.Telemetry;

/// <summary>
/// What the bodies of OTLP requests hold, by the field numbers of https://github.com/open-telemetry/opentelemetry-proto
/// (<c>trace/v1/trace.proto</c>, <c>metrics/v1/metrics.proto</c>, <c>common/v1/common.proto</c>).
/// </summary>
internal static class OtlpRequests
{
    public static IEnumerable<ReceivedSpan> Spans(byte[] body) =>
        from resource in new ProtoMessage(body).Messages(1)
        from scope in resource.Messages(2)
        from span in scope.Messages(2)
        select new ReceivedSpan(span.Text(5), span.Hex(1), span.Hex(2), span.Hex(4), (int)span.Integer(6))
        {
            Scope = scope.Messages(1).Single().Text(1),
            Attributes = Attributes(span.Messages(9)),
            Links = [.. span.Messages(13).Select(link => link.Hex(1))],
            HasFailed = span.Messages(15).Any(status => status.Integer(3) == 2),
            Resource = Attributes(resource.Messages(1).Single().Messages(1)),
        };

    public static IEnumerable<ReceivedMetric> Metrics(byte[] body) =>
        from resource in new ProtoMessage(body).Messages(1)
        from scope in resource.Messages(2)
        from metric in scope.Messages(2)
        from kind in new[] { (Field: 5, Name: "gauge"), (Field: 7, Name: "sum"), (Field: 9, Name: "histogram") }
        from data in metric.Messages(kind.Field)
        from point in data.Messages(1)
        let attributes = Attributes(point.Messages(kind.Field == 9 ? 9 : 7))
        select new ReceivedMetric(metric.Text(1), kind.Name, metric.Text(3), attributes, ValueOf(kind.Field, point));

    /// <summary>Of a histogram the sum.</summary>
    private static double ValueOf(int kind, ProtoMessage point) =>
        kind == 9 ? point.Double(5) : point.Has(6) ? point.Integer(6) : point.Double(4);

    private static Dictionary<string, string> Attributes(IEnumerable<ProtoMessage> pairs) => pairs.ToDictionary(
        pair => pair.Text(1),
        pair => pair.Messages(2).Single() is var value && value.Has(1) ? value.Text(1) : value.Integer(3).ToString(CultureInfo.InvariantCulture));
}

/// <summary>A span as it arrived. Kinds: 2 server, 3 client, 5 consumer.</summary>
internal sealed record ReceivedSpan(string Name, string TraceId, string SpanId, string ParentId, int Kind)
{
    public required string Scope { get; init; }

    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    /// <summary>The traces that it is linked to.</summary>
    public required IReadOnlyList<string> Links { get; init; }

    public bool HasFailed { get; init; }

    public required IReadOnlyDictionary<string, string> Resource { get; init; }
}

/// <summary>One point of a metric as it arrived.</summary>
internal sealed record ReceivedMetric(string Name, string Kind, string Unit, IReadOnlyDictionary<string, string> Attributes, double Value);
