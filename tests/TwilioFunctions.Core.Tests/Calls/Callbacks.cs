using TwilioFunctions.Core.Messages;

namespace TwilioFunctions.Core.Tests.Calls;

/// <summary>Messages of queue <c>call-events</c>.</summary>
internal static class Callbacks
{
    public static DateTimeOffset Noon { get; } = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A form of names and values; those that are null are left away.</summary>
    public static string Form(params IEnumerable<(string Name, string? Value)> parameters) =>
        string.Join('&', parameters.Where(parameter => parameter.Value is not null).Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}"));

    /// <summary>As Twilio writes times in forms.</summary>
    public static string Rfc2822(DateTimeOffset time) => time.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", System.Globalization.CultureInfo.InvariantCulture);

    public static string StatusForm(string callSid, string? status, int? sequence, DateTimeOffset? time = null, params IEnumerable<(string Name, string? Value)> more) =>
        Form([("CallSid", callSid), ("CallStatus", status), ("SequenceNumber", sequence?.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Timestamp", time is { } at ? Rfc2822(at) : null), .. more]);

    public static Envelope Message(string type, string accountSid, string? callSid, string payload, DateTimeOffset? receivedAt = null) => new()
    {
        Id = $"{payload.GetHashCode(StringComparison.Ordinal):X8}",
        Type = type,
        AccountSid = accountSid,
        CallSid = callSid,
        ReceivedAt = receivedAt ?? Noon,
        Payload = payload,
    };
}
