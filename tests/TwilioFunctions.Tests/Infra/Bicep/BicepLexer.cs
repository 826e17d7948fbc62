using System.Globalization;
using System.Text;

namespace TwilioFunctions.Tests.Infra.Bicep;

/// <summary>
/// Cuts a Bicep file into tokens: names, numbers, signs, line ends, and strings with what is interpolated in them. Comments and directives
/// are left out. Source: https://learn.microsoft.com/azure/azure-resource-manager/bicep/file
/// </summary>
internal sealed class BicepLexer(string file, string text)
{
    // The longer ones first.
    private static readonly string[] Signs =
    [
        "...", "==", "!=", "=~", "!~", "<=", ">=", "&&", "||", "??", "=>", ".?", "[?", "::",
        "{", "}", "[", "]", "(", ")", ".", ",", ":", "?", "=", "@", "!", "+", "-", "*", "/", "%", "<", ">", "|", "^",
    ];

    private int position;
    private int line = 1;

    public static IReadOnlyList<BicepToken> Read(string file, string text)
    {
        var lexer = new BicepLexer(file, text.ReplaceLineEndings("\n"));
        var tokens = lexer.Tokens(untilBrace: false);
        return [.. tokens, new BicepToken(BicepTokenKind.End, "", lexer.line)];
    }

    /// <summary>To the file's end, or to the brace that ends what is interpolated.</summary>
    private List<BicepToken> Tokens(bool untilBrace)
    {
        var tokens = new List<BicepToken>();
        var depth = 0;
        while (position < text.Length)
        {
            if (untilBrace && depth == 0 && text[position] == '}')
                return tokens;
            if (Next() is not { } token)
                continue;
            depth += token.Is("{") ? 1 : token.Is("}") ? -1 : 0;
            tokens.Add(token);
        }

        return untilBrace ? throw Wrong("what is interpolated does not end") : tokens;
    }

    private BicepToken? Next()
    {
        var letter = text[position];
        if (letter == '\n')
        {
            position++;
            return new BicepToken(BicepTokenKind.LineEnd, "\n", line++);
        }
        if (char.IsWhiteSpace(letter))
        {
            position++;
            return null;
        }
        if (At("//") || letter == '#')
        {
            TakeUntil("\n");
            return null;
        }
        if (At("/*"))
        {
            TakeUntil("*/");
            position += At("*/") ? 2 : throw Wrong("a comment does not end");
            return null;
        }
        if (At("'''"))
            return MultiLineText();
        if (letter == '\'')
            return Text();
        if (char.IsAsciiDigit(letter))
            return new BicepToken(BicepTokenKind.Number, TakeWhile(char.IsAsciiLetterOrDigit), line);
        if (char.IsAsciiLetter(letter) || letter == '_')
            return new BicepToken(BicepTokenKind.Name, TakeWhile(next => char.IsAsciiLetterOrDigit(next) || next == '_'), line);
        if (Signs.FirstOrDefault(At) is not { } sign)
            throw Wrong($"'{letter}' is no sign of Bicep");
        position += sign.Length;
        return new BicepToken(BicepTokenKind.Sign, sign, line);
    }

    private BicepToken MultiLineText()
    {
        var begin = line;
        position += 3;
        if (position < text.Length && text[position] == '\n')
        {
            position++;
            line++;
        }
        var content = TakeUntil("'''");
        if (!At("'''"))
            throw Wrong("a multi-line string does not end");
        position += 3;
        return new BicepToken(BicepTokenKind.Text, "", begin, [content], []);
    }

    private BicepToken Text()
    {
        var segments = new List<string>();
        var holes = new List<IReadOnlyList<BicepToken>>();
        var segment = new StringBuilder();
        position++;
        while (position < text.Length && text[position] is not ('\'' or '\n'))
        {
            if (At("${"))
            {
                position += 2;
                segments.Add(segment.ToString());
                segment.Clear();
                holes.Add(Tokens(untilBrace: true));
                position++;
            }
            else
            {
                segment.Append(text[position] == '\\' ? Escape() : text[position++].ToString());
            }
        }

        if (!At("'"))
            throw Wrong("a string does not end on its line");
        position++;
        segments.Add(segment.ToString());
        return new BicepToken(BicepTokenKind.Text, "", line, segments, holes);
    }

    private string Escape()
    {
        var escaped = position + 1 < text.Length ? text[position + 1] : '\0';
        position += 2;
        return escaped switch
        {
            'n' => "\n",
            'r' => "\r",
            't' => "\t",
            '\\' or '\'' or '$' => escaped.ToString(),
            'u' when At("{") => char.ConvertFromUtf32(int.Parse(UnicodeDigits(), NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
            _ => throw Wrong($"\\{escaped} is no escape of Bicep"),
        };
    }

    private string UnicodeDigits()
    {
        position++;
        var digits = TakeWhile(char.IsAsciiHexDigit);
        position += At("}") ? 1 : throw Wrong("\\u{…} does not end");
        return digits;
    }

    private string TakeUntil(string mark)
    {
        var end = text.IndexOf(mark, position, StringComparison.Ordinal);
        var taken = end < 0 ? text[position..] : text[position..end];
        line += mark == "\n" ? 0 : taken.Count(letter => letter == '\n');
        position += taken.Length;
        return taken;
    }

    private string TakeWhile(Func<char, bool> belongs)
    {
        var begin = position;
        while (position < text.Length && belongs(text[position]))
            position++;
        return text[begin..position];
    }

    private bool At(string mark) => string.CompareOrdinal(text, position, mark, 0, mark.Length) == 0;

    private FormatException Wrong(string what) => new($"{file}({line.ToString(CultureInfo.InvariantCulture)}): {what}.");
}
