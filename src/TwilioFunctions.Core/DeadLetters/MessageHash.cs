using System.Security.Cryptography;
using System.Text;

namespace TwilioFunctions.Core.DeadLetters;

/// <summary>What finds a message again whose copy has a new id: its body.</summary>
internal static class MessageHash
{
    /// <summary>SHA-256, lower-case hexadecimal.</summary>
    public static string Of(string body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
}
