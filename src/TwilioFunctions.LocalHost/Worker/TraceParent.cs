using System.Diagnostics;
using TwilioFunctions.LocalHost.Worker.Protocol;

namespace TwilioFunctions.LocalHost.Worker;

/// <summary>The W3C trace context of an invocation: https://www.w3.org/TR/trace-context/</summary>
internal static class TraceParent
{
    /// <summary>Returns a child of the caller's trace; without one, the root of a new trace, which is recorded.</summary>
    public static TraceContext Continue(string? traceParent, string? traceState) =>
        ActivityContext.TryParse(traceParent, traceState, out var parent)
            ? new TraceContext { TraceParent = Text(parent.TraceId, parent.TraceFlags), TraceState = parent.TraceState ?? "" }
            : Root();

    public static TraceContext Root() => new() { TraceParent = Text(ActivityTraceId.CreateRandom(), ActivityTraceFlags.Recorded) };

    private static string Text(ActivityTraceId trace, ActivityTraceFlags flags) =>
        $"00-{trace.ToHexString()}-{ActivitySpanId.CreateRandom().ToHexString()}-{(int)flags:x2}";
}
