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

/// <summary>Where phones ring. The numbers are those that are set aside for fiction, so that nobody's is among them.</summary>
/// <param name="Prefix">The number without its last two digits.</param>
internal sealed record Place(string Prefix, string City, string Country, string Subdivision, string Zip, double Latitude, double Longitude)
{
    public static IReadOnlyList<Place> All { get; } =
    [
        new("+120255501", "WASHINGTON", "US", "DC", "20001", 38.9072, -77.0369),
        new("+121255501", "NEW YORK", "US", "NY", "10001", 40.7128, -74.006),
        new("+131255501", "CHICAGO", "US", "IL", "60601", 41.8781, -87.6298),
        new("+141555501", "SAN FRANCISCO", "US", "CA", "94103", 37.7749, -122.4194),
        new("+151255501", "AUSTIN", "US", "TX", "78701", 30.2672, -97.7431),
        new("+120655501", "SEATTLE", "US", "WA", "98101", 47.6062, -122.3321),
        new("+160455501", "VANCOUVER", "CA", "BC", "", 49.2827, -123.1207),
        new("+4420794609", "LONDON", "GB", "", "", 51.5074, -0.1278),
        new("+4411749609", "BRISTOL", "GB", "", "", 51.4545, -2.5879),
        new("+612555001", "SYDNEY", "AU", "NSW", "", -33.8688, 151.2093),
    ];

    public static IReadOnlyList<string> Carriers { get; } = ["MEGA:CORP", "Northern Mobile", "Bayside Telecom", "Prairie Wireless"];
}
