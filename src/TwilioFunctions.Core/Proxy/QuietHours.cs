namespace TwilioFunctions.Core.Proxy;

/// <summary>Days and times of day. What is not set holds always; one of them must be set.</summary>
public sealed class QuietHours
{
    /// <summary>Days of the week in <see cref="TimeZone"/>, in English: <c>Sunday</c>.</summary>
    public IList<string> Days { get; } = [];

    /// <summary>From this time of day on (<c>22:00</c>), in <see cref="TimeZone"/>.</summary>
    public string? From { get; set; }

    /// <summary>Before this time of day. An earlier time than <see cref="From"/> means the day after; <see cref="Days"/> then names the evenings.</summary>
    public string? Until { get; set; }

    /// <summary>IANA or Windows name, for instance <c>Europe/Berlin</c>. UTC unless set.</summary>
    public string? TimeZone { get; set; }
}
