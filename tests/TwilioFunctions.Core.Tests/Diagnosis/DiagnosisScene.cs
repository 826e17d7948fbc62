using System.Text;
using TwilioFunctions.Core.Diagnosis;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Core.Tests.Signatures;

namespace TwilioFunctions.Core.Tests.Diagnosis;

/// <summary>Settings and captured requests as the tests of the diagnosis need them.</summary>
internal static class DiagnosisScene
{
    public const string AccountSid = "AC11111111111111111111111111111111";
    public const string SubaccountSid = "AC22222222222222222222222222222222";
    public const string Token = "11111111111111111111111111111111";
    public const string SubaccountToken = "22222222222222222222222222222222";
    public const string VoiceUrl = "https://voice.example.com/api/twilio/voice/incoming";
    public const string LocalUrl = "http://localhost:7071/api/twilio/voice/incoming";

    public static TwilioAccountOptions Account(string accountSid = AccountSid, string token = Token) => new() { AccountSid = accountSid, AuthToken = token };

    public static TwilioOptions Settings(string? publicBaseUrl = null, params TwilioAccountOptions[] accounts)
    {
        var options = new TwilioOptions { PublicBaseUrl = publicBaseUrl };
        foreach (var account in accounts.Length == 0 ? [Account()] : accounts)
            options.Accounts.Add(account);
        return options;
    }

    public static KeyValuePair<string, string>[] Call(string accountSid = AccountSid, params KeyValuePair<string, string>[] more) =>
    [
        new("AccountSid", accountSid), new("CallSid", "CA00000000000000000000000000000001"), new("From", "+14155550100"), new("To", "+14155550199"),
        new("Direction", "inbound"), .. more,
    ];

    public static CapturedRequest Form(string url, string? signature, IEnumerable<KeyValuePair<string, string>> parameters, params KeyValuePair<string, string>[] headers)
    {
        var signed = Verifiers.PostForm(url, signature, parameters);
        return Captured("POST", url, signature, Verifiers.Form, signed.Body, headers);
    }

    public static CapturedRequest Json(string url, string? signature, string body, params KeyValuePair<string, string>[] headers) =>
        Captured("POST", url, signature, "application/json", Encoding.UTF8.GetBytes(body), headers);

    public static CapturedRequest Get(string url, string? signature, params KeyValuePair<string, string>[] headers) =>
        Captured("GET", url, signature, null, default, headers);

    public static CapturedRequest Captured(
        string method, string url, string? signature, string? contentType, ReadOnlyMemory<byte> body, params KeyValuePair<string, string>[] headers)
    {
        var all = headers.ToList();
        if (signature is not null)
            all.Add(new("X-Twilio-Signature", signature));
        if (contentType is not null)
            all.Add(new("Content-Type", contentType));
        return new CapturedRequest { Method = method, Url = url, Headers = all, Body = body };
    }
}
