namespace TwilioFunctions.Core.Diagnosis;

/// <summary>
/// What a query may have been before something wrote it anew: with another spelling in some places and not in others, or with its
/// parameters in another order. Both at once aren't tried; there are too many of them.
/// </summary>
internal static class QueryVariants
{
    // These leave no trace in what was captured. They are so many that they are tried last, and together with nothing else.
    private const int Guess = 6;

    // So many places are spelled in every combination; of more, one at a time.
    private const int MaxMixed = 9;

    // So many parameters are put into every order; of more, one is moved at a time.
    private const int MaxPermuted = 6;
    private const int MaxMoved = 20;

    /// <param name="query">Without its question mark.</param>
    public static IEnumerable<Variant<string>> Of(string query) =>
    [
        .. MixedEncodings(query).Select(other => new Variant<string>(other, Guess, [SignatureCause.ReencodedQuery])),
        .. Orders(query).Select(other => new Variant<string>(other, Guess, [SignatureCause.ReorderedQuery])),
    ];

    /// <summary>Twilio signs what it was given, which may have a space as %20 here and as + there. Proxies write all of them alike.</summary>
    private static IEnumerable<string> MixedEncodings(string query)
    {
        var pieces = Pieces(query);
        int[] open = [.. pieces.Index().Where(piece => piece.Item.Length > 1).Select(piece => piece.Index)];
        if (open.Length <= MaxMixed)
        {
            for (var chosen = 1; chosen < 1 << open.Length; chosen++)
                yield return Spell(index => (chosen & (1 << index)) != 0);
            yield break;
        }

        for (var single = 0; single < open.Length; single++)
        {
            yield return Spell(index => index == single);
            yield return Spell(index => index != single);
            yield return Spell(index => index < single);
            yield return Spell(index => index > single);
        }

        string Spell(Func<int, bool> isOther) =>
            string.Concat(pieces.Select((piece, index) => piece[Array.IndexOf(open, index) is >= 0 and var place && isOther(place) ? 1 : 0]));
    }

    /// <summary>The query in pieces; one that may have been spelled in another way has both spellings.</summary>
    private static List<string[]> Pieces(string query)
    {
        var pieces = new List<string[]>();
        for (var index = 0; index < query.Length; index++)
        {
            var isEscape = query[index] == '%' && index + 2 < query.Length && char.IsAsciiHexDigit(query[index + 1]) && char.IsAsciiHexDigit(query[index + 2]);
            var text = isEscape ? query.Substring(index, 3) : query[index..(index + 1)];
            index += text.Length - 1;
            pieces.Add(Other(text) is { } other && other != text ? [text, other] : [text]);
        }
        return pieces;
    }

    private static string? Other(string text) => text switch
    {
        "+" => "%20",
        "%20" => "+",
        ['%', _, _] when (char)Convert.ToByte(text[1..], 16) is var letter && IsEitherWay(letter) => $"{letter}",
        ['%', _, _] => $"%{(text[1..].Any(char.IsAsciiLetterLower) ? text[1..].ToUpperInvariant() : text[1..].ToLowerInvariant())}",
        [var letter] when IsEitherWay(letter) && !char.IsAsciiLetterOrDigit(letter) && !"-._~".Contains(letter, StringComparison.Ordinal) => $"%{(int)letter:X2}",
        _ => null,
    };

    /// <summary>Letters that some encode and some don't, and that end neither a name nor a value.</summary>
    private static bool IsEitherWay(char letter) => char.IsAsciiLetterOrDigit(letter) || "-._~!$'()*,;:@/?|".Contains(letter, StringComparison.Ordinal);

    private static IEnumerable<string> Orders(string query)
    {
        var parameters = query.Split('&');
        if (parameters.Length < 2)
            return [];
        return (parameters.Length <= MaxPermuted ? Permutations([.. parameters]) : Moves(parameters)).Select(order => string.Join('&', order));
    }

    private static IEnumerable<IEnumerable<string>> Permutations(List<string> parameters)
    {
        if (parameters.Count < 2)
            return [parameters];
        return parameters.SelectMany((first, index) => Permutations([.. parameters[..index], .. parameters[(index + 1)..]]).Select(rest => rest.Prepend(first)));
    }

    private static IEnumerable<IEnumerable<string>> Moves(string[] parameters)
    {
        yield return parameters.Order(StringComparer.Ordinal);
        yield return parameters.Reverse();
        for (var from = 0; from < Math.Min(parameters.Length, MaxMoved); from++)
        {
            for (var to = 0; to < Math.Min(parameters.Length, MaxMoved); to++)
            {
                var moved = parameters.ToList();
                moved.RemoveAt(from);
                moved.Insert(to, parameters[from]);
                yield return moved;
            }
        }
    }
}
