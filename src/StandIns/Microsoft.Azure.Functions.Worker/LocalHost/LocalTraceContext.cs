using System.Diagnostics;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>The host's own span: a child of what came with the trigger, or the root of a new trace, which the real host records in telemetry mode OpenTelemetry.</summary>
internal sealed class LocalTraceContext(string? parent, string? state) : TraceContext
{
    private string? traceParent;

    public override string TraceParent => traceParent ??= Child(parent);

    public override string TraceState => state ?? "";

    private static string Child(string? parent)
    {
        var (trace, flags) = ActivityContext.TryParse(parent, null, out var context)
            ? (context.TraceId, context.TraceFlags)
            : (ActivityTraceId.CreateRandom(), ActivityTraceFlags.Recorded);
        return $"00-{trace}-{ActivitySpanId.CreateRandom()}-{(int)flags:x2}";
    }
}
