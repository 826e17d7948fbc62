using System.Text.RegularExpressions;

namespace TwilioFunctions.Core.Bindings;

/// <summary>What identities and binding ids may look like.</summary>
internal static partial class BindingNames
{
    /// <summary>In UTF-16 code units.</summary>
    public const int MaxIdentityLength = 256;

    /// <summary>In characters.</summary>
    public const int MaxBindingIdLength = 128;

    /// <summary>A sentence that says what is wrong with the identity; null for a good one, which may hold any character.</summary>
    public static string? ProblemOfIdentity(string? identity)
    {
        if (string.IsNullOrEmpty(identity))
            return "An identity has at least one character.";
        if (identity.Length > MaxIdentityLength)
            return $"An identity has at most {MaxIdentityLength} characters (UTF-16 code units).";
        return IsText(identity) ? null : "An identity is text: this one holds half of a surrogate pair.";
    }

    /// <summary>A sentence that says what is wrong with the binding id; null for a good one.</summary>
    public static string? ProblemOfBindingId(string? bindingId) => bindingId is not (null or "." or "..") && IdPattern.IsMatch(bindingId)
        ? null
        : $"A binding id has 1 to {MaxBindingIdLength} letters, digits and signs of -._~ and is neither . nor .. (a URL has to hold it).";

    /// <summary>Whether every half of a surrogate pair has its other half.</summary>
    internal static bool IsText(ReadOnlySpan<char> text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (!char.IsSurrogate(text[index]))
                continue;
            if (index + 1 == text.Length || !char.IsSurrogatePair(text[index], text[index + 1]))
                return false;
            index++;
        }
        return true;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._~-]{1,128}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdPattern { get; }
}
