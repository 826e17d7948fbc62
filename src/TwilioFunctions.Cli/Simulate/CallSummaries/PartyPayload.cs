namespace TwilioFunctions.Cli.Simulate.CallSummaries;

/// <summary><c>from</c> or <c>to</c>. Each holds both names, of which one is empty.</summary>
internal sealed record PartyPayload
{
    public string Caller { get; init; } = "";

    public string Callee { get; init; } = "";

    public string Carrier { get; init; } = "";

    public required string Connection { get; init; }

    public string NumberPrefix { get; init; } = "";

    public LocationPayload? Location { get; init; }

    public string City { get; init; } = "";

    public string CountryCode { get; init; } = "";

    public string CountrySubdivision { get; init; } = "";

    public string IpAddress { get; init; } = "";

    public string? Sdk { get; init; }
}

/// <summary>In degrees.</summary>
internal sealed record LocationPayload(double Lat, double Lon);
