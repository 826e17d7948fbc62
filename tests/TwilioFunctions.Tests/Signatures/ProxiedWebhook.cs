using System.Net;
using System.Text;
using TwilioFunctions.Tests.Hosting;

namespace TwilioFunctions.Tests.Signatures;

/// <summary>A webhook in one of the three forms in which Twilio signs.</summary>
internal sealed record ProxiedWebhook(string Name, string Target, HttpStatusCode Accepted, HttpStatusCode Refused)
{
    private static readonly KeyValuePair<string, string>[] Call =
    [
        new("AccountSid", AppProcess.AccountSid), new("CallSid", "CA00000000000000000000000000000001"), new("From", "+14155550100"),
        new("To", "+14155550199"), new("CallStatus", "ringing"), new("CallerName", " Zoë & Søn "), new("FromCity", ""),
    ];

    public static ProxiedWebhook[] All { get; } =
    [
        new("GET", $"twilio/voice/incoming?AccountSid={AppProcess.AccountSid}&CallSid=CA00000000000000000000000000000002&From=%2B14155550100&To=client%3Abob&CallerName=O'Neil%20%26%20Zo%C3%AB", HttpStatusCode.OK, HttpStatusCode.Forbidden),
        new("form", "twilio/voice/incoming?team=a%20b", HttpStatusCode.OK, HttpStatusCode.Forbidden) { Parameters = Call },
        new("events", "twilio/events", HttpStatusCode.OK, HttpStatusCode.Unauthorized)
        {
            Json = $$$"""[{"specversion":"1.0","id":"EZ1","type":"com.example.any","source":"/x","data":{"account_sid":"{{{AppProcess.AccountSid}}}"}}]""",
        },
        // Proven to be Twilio's, and nothing is bound to bob.
        new("call notification", "twilio/call-notifications", HttpStatusCode.NotFound, HttpStatusCode.Forbidden)
        {
            Json = $$"""{"twi_account_sid":"{{AppProcess.AccountSid}}","twi_bridge_token":"eyJra","twi_call_sid":"CA00000000000000000000000000000003","twi_from":"client:alice","twi_message_id":"NO1","twi_message_type":"twilio.voice.call","twi_to":"client:bob"}""",
        },
    ];

    public KeyValuePair<string, string>[]? Parameters { get; private init; }

    public string? Json { get; private init; }

    /// <summary>The request to a URL that begins with another scheme and host, and ends with what a signature added.</summary>
    public HttpRequestMessage At(string url) => new(Parameters is null && Json is null ? HttpMethod.Get : HttpMethod.Post, new Uri(url))
    {
        Content = Json is not null ? new StringContent(Json, Encoding.UTF8, "application/json") : Parameters is not null ? new FormUrlEncodedContent(Parameters) : null,
    };
}
