using System.Text.RegularExpressions;

namespace TwilioFunctions.Core.Proxy;

/// <summary>Regular expressions whose time grows with the text and never faster: who writes messages must not be able to stop the app.</summary>
internal static class BodyPattern
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(500);

    /// <exception cref="ArgumentException">The pattern is none.</exception>
    /// <exception cref="NotSupportedException">It has lookarounds, back-references or the like, which need backtracking.</exception>
    public static Regex Compile(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout);
}
