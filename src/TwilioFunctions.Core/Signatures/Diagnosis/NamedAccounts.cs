using System.Text;
using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.EventStreams;

namespace TwilioFunctions.Core.Signatures.Diagnosis;

/// <summary>The accounts that a request names, wherever one of Twilio's products names them.</summary>
internal static class NamedAccounts
{
    private static readonly string[] Parameters = ["interactionAccountSid", "AccountSid"];

    public static string[] Of(SignedRequest request)
    {
        if (SignatureVerifier.IsForm(request))
            return InForm(request.Body.Span);
        if (!request.Body.IsEmpty)
            return CallNotificationBody.Parse(request.Body).AccountSid is { } accountSid ? [accountSid] : [.. EventBatch.Parse(request.Body).AccountSids];
        var query = request.Url.Split('#', 2)[0].Split('?', 2);
        return query.Length == 2 ? InForm(Encoding.UTF8.GetBytes(query[1])) : [];
    }

    private static string[] InForm(ReadOnlySpan<byte> form)
    {
        var parameters = FormParameters.Parse(form);
        return [.. Parameters.SelectMany(parameters.GetValues).Where(accountSid => accountSid.Length > 0).Distinct(StringComparer.Ordinal)];
    }
}
