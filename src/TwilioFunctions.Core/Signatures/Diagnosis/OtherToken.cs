namespace TwilioFunctions.Core.Signatures.Diagnosis;

/// <summary>A token that is tried though it is in no setting.</summary>
internal static class OtherToken
{
    /// <summary>Nobody's: it is no Account SID, so that no request can name it.</summary>
    public const string AccountSid = "given";

    public static TwilioAccountOptions AccountOf(string token) => new() { AccountSid = AccountSid, AuthToken = token };
}
