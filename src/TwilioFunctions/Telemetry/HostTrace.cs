using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace TwilioFunctions.Telemetry;

/// <summary>The trace that a run belongs to.</summary>
internal static class HostTrace
{
    /// <summary>The W3C trace context that goes on with a message: of the span of this run, else of the host's.</summary>
    public static string? TraceParent(this FunctionContext context) => Activity.Current?.Id ?? context.TraceContext.TraceParent;

    /// <summary>The id of the trace, for whoever reports a problem; null if the host gave none.</summary>
    public static string? TraceId(this FunctionContext context) =>
        ActivityContext.TryParse(context.TraceParent(), traceState: null, out var trace) ? trace.TraceId.ToString() : null;

    /// <summary>The host's span; the default value where it has none.</summary>
    public static ActivityContext HostSpan(this FunctionContext context) =>
        ActivityContext.TryParse(context.TraceContext.TraceParent, context.TraceContext.TraceState, isRemote: true, out var host) ? host : default;
}
