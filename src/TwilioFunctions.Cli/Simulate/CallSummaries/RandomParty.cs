namespace TwilioFunctions.Cli.Simulate.CallSummaries;

/// <summary>Draws who is on either side of a call.</summary>
internal static class RandomParty
{
    private static readonly string[] Agents = ["alice", "bob", "carol", "jürgen", "agent-7", "support_desk"];

    private static readonly string[] Connections = ["landline", "mobile", "voip"];

    public static PartyPayload NextCaller(this Random random, PartyKind kind)
    {
        var (party, name) = random.NextParty(kind);
        return party with { Caller = name };
    }

    public static PartyPayload NextCallee(this Random random, PartyKind kind)
    {
        var (party, name) = random.NextParty(kind);
        return party with { Callee = name };
    }

    private static (PartyPayload Party, string Name) NextParty(this Random random, PartyKind kind) => kind switch
    {
        PartyKind.Client => (At("twilio_sdk", $"203.0.113.{random.Next(1, 255)}"), $"client:{random.NextOf(Agents)}"),
        PartyKind.Sip => (At("sip", $"198.51.100.{random.Next(1, 255)}"), $"sip:{random.Next(1000, 1100)}@pbx.example.com"),
        PartyKind.TwilioNumber => random.NextPhone("twilio"),
        _ => random.NextPhone(random.NextOf(Connections)),
    };

    private static PartyPayload At(string connection, string ipAddress) => new() { Connection = connection, IpAddress = ipAddress };

    private static (PartyPayload Party, string Name) NextPhone(this Random random, string connection)
    {
        var place = random.NextOf(Place.All);
        var party = new PartyPayload
        {
            Carrier = connection == "twilio" ? "Twilio" : random.NextOf(Place.Carriers),
            Connection = connection,
            NumberPrefix = place.Prefix[1..5],
            Location = new LocationPayload(place.Latitude, place.Longitude),
            City = place.City,
            CountryCode = place.Country,
            CountrySubdivision = place.Subdivision,
        };
        return (party, $"{place.Prefix}{random.Next(100):D2}");
    }
}
