namespace TwilioFunctions.Cli.Simulate.CallSummaries;

/// <summary>Draws a call.</summary>
internal static class RandomCall
{
    private static readonly TimeOnly FirstStart = new(6, 0);
    private static readonly TimeOnly LastStart = new(22, 0);

    public static SimulatedCall NextCall(this Random random, string accountSid, DateOnly date)
    {
        var route = random.NextOf(CallRoute.All, route => route.Weight);
        var outcome = random.NextOf(CallOutcome.All, outcome => outcome.Weight);
        var talk = outcome.IsAnswered ? random.NextTalkSeconds() : 0;
        var call = new SimulatedCall
        {
            CallSid = random.NextSid("CA"),
            AccountSid = accountSid,
            ParentCallSid = route.HasParent ? random.NextSid("CA") : "",
            Route = route,
            Outcome = outcome,
            From = random.NextCaller(route.From),
            To = random.NextCallee(route.To),
            Start = date.ToDateTime(FirstStart, DateTimeKind.Utc).AddSeconds(random.Next((int)(LastStart - FirstStart).TotalSeconds)),
            RingSeconds = outcome.State == "noanswer" ? random.Next(25, 61) : random.Next(1, 20),
            TalkSeconds = talk,
            PostDialDelay = random.NextChance(0.05) ? random.Next(6_100, 9_000) : random.Next(300, 4_000),
            IsSilent = random.NextChance(0.03),
            DisconnectedBy = !outcome.IsAnswered ? "unknown_disconnected_by" : random.NextChance(0.6) ? "caller" : "callee",
        };
        return outcome.IsAnswered ? random.WithEdges(call) : call;
    }

    /// <summary>Many short calls, few long ones.</summary>
    private static int NextTalkSeconds(this Random random) => 3 + (int)(-180 * Math.Log(1 - random.NextDouble()));

    private static SimulatedCall WithEdges(this Random random, SimulatedCall call)
    {
        var route = call.Route;
        var direction = route.Direction is "inbound" or "trunking_originating" ? "inbound" : "outbound";
        EdgePayload? Edge(bool exists, bool isSdk) => exists ? random.NextEdge(call.TalkSeconds, direction, isSdk) : null;
        return call with
        {
            CarrierEdge = Edge(route.HasCarrierEdge, isSdk: false),
            ClientEdge = Edge(route.HasSdkEdge, isSdk: false),
            SdkEdge = Edge(route.HasSdkEdge, isSdk: true),
            SipEdge = Edge(route.HasSipEdge, isSdk: false),
        };
    }
}
