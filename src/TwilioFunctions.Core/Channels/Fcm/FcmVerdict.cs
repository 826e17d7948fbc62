using System.Text.Json;
using TwilioFunctions.Core.Json;

namespace TwilioFunctions.Core.Channels.Fcm;

/// <summary>Reads Firebase's answers: https://firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode.</summary>
internal static class FcmVerdict
{
    /// <summary>Whether it is the access token that was refused, and not a credential of the project's own.</summary>
    public static bool IsAccessTokenRefused(ChannelAnswer answer) => (int)answer.Status == 401 && ErrorCode(answer) is null;

    /// <summary>What follows from an answer.</summary>
    public static DeliveryResult Of(ChannelAnswer answer)
    {
        if (answer.IsSuccess)
            return DeliveryResult.Delivered(answer.Reason());

        var error = answer.Json.Member("error");
        var word = ErrorCode(answer) ?? error.Member("status").Text();
        var reason = answer.Reason(word);
        return word switch
        {
            _ when ErrorCode(answer) == "UNREGISTERED" => DeliveryResult.Gone(reason),
            "INVALID_ARGUMENT" when NamesTheToken(error) => DeliveryResult.Gone($"{reason}: not a registration token"),
            // The token is good, but another project's: the setting may be as wrong as the binding.
            "SENDER_ID_MISMATCH" => DeliveryResult.Rejected(
                $"{reason}: the binding's token belongs to another Firebase project than Channels__Fcm__ServiceAccountJson"),
            "THIRD_PARTY_AUTH_ERROR" => DeliveryResult.Rejected($"{reason}: Firebase's own credentials for Apple or for web push are wrong or missing"),
            "QUOTA_EXCEEDED" or "UNAVAILABLE" or "INTERNAL" => DeliveryResult.Retry(reason, answer.RetryAfter),
            _ when IsAccessTokenRefused(answer) => DeliveryResult.Rejected($"{reason}: Firebase does not take the account of Channels__Fcm__ServiceAccountJson"),
            _ => answer.ByStatus(reason),
        };
    }

    private static string? ErrorCode(ChannelAnswer answer) =>
        Details(answer.Json.Member("error"))
            .Where(detail => detail.Member("@type").Text()?.EndsWith("/google.firebase.fcm.v1.FcmError", StringComparison.Ordinal) == true)
            .Select(detail => detail.Member("errorCode").Text())
            .FirstOrDefault(code => code is not null);

    // INVALID_ARGUMENT is also what a payload of the wrong form gets, and that must not delete a device.
    private static bool NamesTheToken(JsonElement? error) =>
        Details(error)
            .SelectMany(detail => Items(detail.Member("fieldViolations")))
            .Any(violation => violation.Member("field").Text() == "message.token")
        || error.Member("message").Text()?.Contains("registration token", StringComparison.OrdinalIgnoreCase) == true;

    private static JsonElement.ArrayEnumerator Details(JsonElement? error) => Items(error.Member("details"));

    private static JsonElement.ArrayEnumerator Items(JsonElement? list) =>
        list is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : default;
}
