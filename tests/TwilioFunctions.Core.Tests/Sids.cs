using System.Security.Cryptography;

namespace TwilioFunctions.Core.Tests;

/// <summary>SIDs that no other test uses, so that the tests may share an Azurite.</summary>
internal static class Sids
{
    public static string New(string prefix) => prefix + RandomNumberGenerator.GetHexString(32, lowercase: true);
}
