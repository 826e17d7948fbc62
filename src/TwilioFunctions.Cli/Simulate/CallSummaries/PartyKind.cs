namespace TwilioFunctions.Cli.Simulate.CallSummaries;

/// <summary>Who is on one side of a call.</summary>
internal enum PartyKind
{
    Phone,
    TwilioNumber,
    Client,
    Sip,
}
