using FsCheck;
using FsCheck.Fluent;

namespace TwilioFunctions.Core.Tests.Signatures;

/// <summary>A form as FsCheck makes them up, a place in it, and a letter to put there.</summary>
internal sealed record SignedForm(string Url, KeyValuePair<string, string>[] Parameters, int Place, char Letter)
{
    // Few letters, so that names repeat and one is the start of another; among them all that the encoding of a form treats in its own way.
    private const string Letters = "aAb1 +%&='\"\0\nñ€\uD7FF\uE000\uFF5E";

    private static readonly Gen<string> Text =
        Gen.Elements<char>(Letters).ArrayOf().Select(letters => new string(letters[..Math.Min(letters.Length, 6)]));

    private static readonly Gen<KeyValuePair<string, string>> Parameter =
        from name in Text
        from value in Text
        select KeyValuePair.Create(name, value);

    public static Arbitrary<SignedForm> Arbitrary { get; } = (
        from path in Text
        from parameters in Parameter.NonEmptyListOf()
        from place in Gen.Choose(0, int.MaxValue)
        from letter in Gen.Elements<char>(Letters)
        select new SignedForm($"https://example.com/x?a={Uri.EscapeDataString(path)}", [.. parameters], place, letter)).ToArbitrary();

    /// <summary>The parameters with the letter put in that place of a name or value; the same where it stood there before.</summary>
    public KeyValuePair<string, string>[] WithChangedLetter()
    {
        var lengths = Parameters.Select(parameter => parameter.Key.Length + parameter.Value.Length).ToArray();
        if (lengths.Sum() == 0)
            return Parameters;

        var place = Place % lengths.Sum();
        var changed = Parameters.ToArray();
        var index = 0;
        for (; place >= lengths[index]; index++)
            place -= lengths[index];

        var (name, value) = changed[index];
        var text = (name + value).ToCharArray();
        text[place] = Letter;
        changed[index] = new(new string(text, 0, name.Length), new string(text, name.Length, value.Length));
        return changed;
    }
}
