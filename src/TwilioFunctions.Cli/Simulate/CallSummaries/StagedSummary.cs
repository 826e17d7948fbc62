using TwilioFunctions.Core.Calls;

namespace TwilioFunctions.Cli.Simulate.CallSummaries;

/// <summary>What Twilio knows of a call at each stage.</summary>
internal static class StagedSummary
{
    public static CallSummaryPayload At(this SimulatedCall call, CallSummaryStage stage)
    {
        var first = new CallSummaryPayload
        {
            CallSid = call.CallSid,
            AccountSid = call.AccountSid,
            ParentCallSid = call.ParentCallSid,
            StartTime = call.Start,
            EndTime = call.End,
            Duration = call.RingSeconds + call.TalkSeconds,
            ConnectDuration = call.TalkSeconds,
            CallType = call.Route.Type,
            CallState = call.Outcome.State,
            From = call.From,
            To = call.To,
            // Twilio's sample of a predicted-complete event says "partial" as well.
            ProcessingState = stage == CallSummaryStage.Complete ? "complete" : "partial",
            ProcessingVersion = (int)stage,
            Properties = new CallProperties
            {
                Q850Cause = call.Outcome.Q850Cause,
                LastSipResponseNum = call.Outcome.SipResponse,
                PddMs = call.PostDialDelay,
                DisconnectedBy = call.DisconnectedBy,
                Direction = call.Route.Direction,
            },
        };
        return stage == CallSummaryStage.Partial ? first : first with
        {
            SipEdge = call.SipEdge,
            CarrierEdge = call.CarrierEdge,
            SdkEdge = call.SdkEdge,
            ClientEdge = call.ClientEdge,
            Tags = CallTags.Of(call),
            Properties = WithRegions(call, first.Properties),
        };
    }

    private static CallProperties WithRegions(SimulatedCall call, CallProperties properties)
    {
        var region = call.Edges.FirstOrDefault()?.Properties.MediaRegion;
        return region is null ? properties : properties with
        {
            MediaRegion = region,
            SignalingRegion = region,
            SelectedRegion = region,
            Region = region,
        };
    }
}
