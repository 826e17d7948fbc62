using System.Globalization;

namespace TwilioFunctions.Cli.Calls;

/// <summary>Which calls are wanted. What is null is not asked for.</summary>
/// <param name="AccountSid">Whose.</param>
/// <param name="Date">On which day (UTC) they began.</param>
internal sealed record CallQuery(string AccountSid, DateOnly? Date)
{
    public string? State { get; init; }

    public string? Direction { get; init; }

    public string? Number { get; init; }

    public string? Tag { get; init; }

    public string ToQueryString(int? pageSize, string? continuationToken)
    {
        (string Name, string? Value)[] parameters =
        [
            ("accountSid", AccountSid),
            ("date", Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("state", State),
            ("direction", Direction),
            ("number", Number),
            ("tag", Tag),
            ("pageSize", pageSize?.ToString(CultureInfo.InvariantCulture)),
            ("continuationToken", continuationToken),
        ];
        return string.Join('&', parameters.Where(parameter => parameter.Value is not null).Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}"));
    }
}
