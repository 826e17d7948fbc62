using System.Globalization;
using System.Text;
using Spectre.Console.Rendering;
using TwilioFunctions.Core.Logging;

namespace TwilioFunctions.Cli;

/// <summary>
/// Shows text from outside on a terminal. Control characters and characters that turn the direction of text become visible escapes, such as
/// <c>\u001B</c>: Twilio, a caller or a stranger may have sent them to move the cursor or to forge a line.
/// </summary>
internal static class TerminalText
{
    /// <summary>Returns a value as one line.</summary>
    public static string Line(string? text) => Escape(text ?? "", keptControls: "");

    /// <summary>Returns text of several lines.</summary>
    public static string Lines(string text) => Escape(text.Replace("\r\n", "\n", StringComparison.Ordinal), keptControls: "\n\t");

    private static string Escape(string text, string keptControls)
    {
        if (!text.EnumerateRunes().Any(letter => IsEscaped(letter, keptControls)))
            return text;
        var escaped = new StringBuilder(text.Length);
        foreach (var letter in text.EnumerateRunes())
        {
            if (IsEscaped(letter, keptControls))
                escaped.Append(EscapeOf(letter));
            else
                escaped.Append(letter.ToString());
        }
        return escaped.ToString();
    }

    private static bool IsEscaped(Rune letter, string keptControls) =>
        LogText.IsUnsafe(Rune.GetUnicodeCategory(letter)) && !(letter.IsAscii && keptControls.Contains((char)letter.Value, StringComparison.Ordinal));

    private static string EscapeOf(Rune letter) => letter.Value switch
    {
        '\n' => @"\n",
        '\r' => @"\r",
        '\t' => @"\t",
        _ => string.Create(CultureInfo.InvariantCulture, $@"\u{letter.Value:X4}"),
    };
}

/// <summary>Escapes everything that is written to a console. Line breaks and the console's own control sequences stay.</summary>
internal sealed class EscapingRenderHook : IRenderHook
{
    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables) => renderables.Select(inner => new Escaped(inner));

    private sealed class Escaped(IRenderable inner) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => inner.Render(options, maxWidth)
            .Select(segment => segment.IsControlCode || segment.IsLineBreak ? segment : new Segment(TerminalText.Lines(segment.Text), segment.Style));
    }
}
