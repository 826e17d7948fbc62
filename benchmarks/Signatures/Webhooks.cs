using System.Text;
using TwilioFunctions.Cli.Signing;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Benchmarks.Signatures;

/// <summary>Webhooks of the size that Twilio sends, signed.</summary>
internal static class Webhooks
{
    public const string AccountSid = "AC00000000000000000000000000000001";
    public const string AuthToken = "0123456789abcdef0123456789abcdef";

    private static readonly byte[] Key = Encoding.UTF8.GetBytes(AuthToken);

    /// <summary>An incoming call: https://www.twilio.com/docs/voice/twiml#request-parameters.</summary>
    public static SignedRequest IncomingCall { get; } = Form(
        "https://example.azurewebsites.net/api/twilio/voice/incoming",
        "AccountSid=AC00000000000000000000000000000001&ApiVersion=2010-04-01&CallSid=CA00000000000000000000000000000001" +
        "&CallStatus=ringing&CallToken=%7B%22parentCallInfoToken%22%3A%22eyJhbGciOiJFUzI1NiJ9.eyJjYWxsU2lkIjoiQ0EwMDAwMDAwMDAwMDAw" +
        "MDAwMDAwMDAwMDAwMDAwMDAwMDEiLCJmcm9tIjoiKzE0MTU4Njc1MzA5IiwidG8iOiIrMTgwMDU1NTEyMTIiLCJpYXQiOiIxNzgyMTA1MDAwIn0.AAAAAAAA" +
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%22%2C%22identityHeaderTokens%22%3A%5B%5D%7D" +
        "&Called=%2B18005551212&CalledCity=&CalledCountry=US&CalledState=&CalledZip=&Caller=%2B14158675309&CallerCity=SAN+FRANCISCO" +
        "&CallerCountry=US&CallerState=CA&CallerZip=94105&Direction=inbound&From=%2B14158675309&FromCity=SAN+FRANCISCO&FromCountry=US" +
        "&FromState=CA&FromZip=94105&StirVerstat=TN-Validation-Passed-A&To=%2B18005551212&ToCity=&ToCountry=US&ToState=&ToZip=" +
        "&CallerName=JENNY&ForwardedFrom=%2B14155550100&SipCallId=0ba1c7a8d6f7b3ac%4010.0.0.1&CallReason=&Timestamp=1782105000");

    /// <summary>A batch of two call summaries, about 2 KB.</summary>
    public static SignedRequest CallSummaries { get; } = Json(
        "https://example.azurewebsites.net/api/twilio/events", $"[{CallSummary(1)},{CallSummary(2)}]");

    private static SignedRequest Form(string url, string form) =>
        new(
            "POST",
            url,
            RequestSigner.SignForm(url, FormParameters.Parse(Encoding.UTF8.GetBytes(form)), Key),
            "application/x-www-form-urlencoded",
            Encoding.UTF8.GetBytes(form));

    private static SignedRequest Json(string url, string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        var hashed = BodyHash.Append(url, body);
        return new("POST", hashed, RequestSigner.Sign(hashed, Key), "application/json", body);
    }

    private static string CallSummary(int call) =>
        $$$"""
        {"specversion":"1.0","type":"com.twilio.voice.insights.call-summary.complete",
        "source":"/v1/Voice/CA0000000000000000000000000000000{{{call}}}/Summary",
        "id":"EZ0000000000000000000000000000000{{{call}}}","time":"2026-06-22T05:10:00.000Z","datacontenttype":"application/json",
        "dataschema":"https://events-schemas.twilio.com/VoiceInsights.CallSummary/6","data":{"account_sid":"{{{AccountSid}}}",
        "call_sid":"CA0000000000000000000000000000000{{{call}}}","call_type":"carrier",
        "call_state":"completed","processing_state":"complete",
        "created_time":"2026-06-22T05:04:00Z","start_time":"2026-06-22T05:04:02Z",
        "end_time":"2026-06-22T05:06:10Z","duration":128,"connect_duration":121,"from":{"caller":"+14158675309","carrier":"Example Wireless",
        "country_code":"US",        "location":{"lat":37.77,"lon":-122.41}},
        "to":{"callee":"+18005551212","carrier":"Example Telecom","country_code":"US"},"tags":["silence"],
        "attributes":{"conference_participant":false},
        "properties":{"direction":"inbound","disconnected_by":"caller","pdd_ms":312,"last_sip_response_num":200},"trust":{},
        "annotation":{} } }
        """;
}
