using System.Security.Cryptography;
using System.Text;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Webhooks;

/// <summary>Identifies a callback by what its signature covers: the parameters decoded, sorted and distinct.</summary>
internal static class CallbackHash
{
    /// <summary>Returns 64 hexadecimal digits in lower case: SHA-256 of the type, the sorted parameters and the response.</summary>
    /// <param name="type">One of <see cref="Messages.EnvelopeKinds"/>.</param>
    /// <param name="form">The parameters, encoded.</param>
    /// <param name="response">What was decided on the callback; empty where that doesn't tell two callbacks apart.</param>
    public static string Of(string type, string form, string response = "")
    {
        using var parameters = new SortedParameters(Encoding.UTF8.GetBytes(form));
        var sorted = new byte[parameters.Length];
        parameters.CopyTo(sorted);
        byte[] text = [.. Encoding.UTF8.GetBytes($"{type}\n{response}\n"), .. sorted];
        return Convert.ToHexStringLower(SHA256.HashData(text));
    }
}
