using System.Globalization;
using TwilioFunctions.Cli.Simulate.CallSummaries;

namespace TwilioFunctions.Cli.Simulate.Day;

/// <summary>
/// What every webhook about a call says of it: https://www.twilio.com/docs/voice/twiml#twilios-request-to-your-application
/// </summary>
internal static class CallForm
{
    public const string ApiVersion = "2010-04-01";

    public static FormBuilder Of(SimulatedCall call, string status)
    {
        var form = new FormBuilder
        {
            { "AccountSid", call.AccountSid },
            { "ApiVersion", ApiVersion },
            { "CallSid", call.CallSid },
            { "CallStatus", status },
            { "Direction", call.Route.Direction.Replace('_', '-') },
            { "ParentCallSid", call.ParentCallSid.Length > 0 ? call.ParentCallSid : null },
        };
        form.AddParties(call.From, call.To);
        return form;
    }

    /// <summary>Each party by both of its names. Only of phones Twilio knows where they are.</summary>
    public static void AddParties(this FormBuilder form, PartyPayload from, PartyPayload to)
    {
        ReadOnlySpan<(string Name, PartyPayload Party, string Address)> parties =
            [("From", from, from.Caller), ("Caller", from, from.Caller), ("To", to, to.Callee), ("Called", to, to.Callee)];
        foreach (var (name, party, address) in parties)
        {
            form.Add(name, address);
            if (party.CountryCode.Length == 0)
                continue;
            form.Add($"{name}City", party.City);
            form.Add($"{name}State", party.CountrySubdivision);
            form.Add($"{name}Zip", Place.All.FirstOrDefault(place => place.City == party.City)?.Zip);
            form.Add($"{name}Country", party.CountryCode);
        }
    }
}

/// <summary>Collects the parameters of a form without the null ones.</summary>
internal sealed class FormBuilder : List<KeyValuePair<string, string>>
{
    public void Add(string name, string? value)
    {
        if (value is not null)
            Add(KeyValuePair.Create(name, value));
    }

    public void Add(string name, int? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));
}
