using FsCheck;
using FsCheck.Fluent;

namespace TwilioFunctions.Core.Tests.Bindings;

/// <summary>Identities of every kind: short and as long as they may be, of letters, of what keys forbid, of any characters at all.</summary>
internal static class RandomIdentity
{
    private const int MaxLength = 256;

    private static readonly string[] Alphabets =
        ["abcXYZ019.-_@", "/\\#?%=|", " '\"&+:;,()", "\u0000\u0001\t\r\n\u007f\u0085", "äßéñ電話번호", "=0123456789ABCDEF"];

    private static readonly string[] Pairs = ["😀", "🏳️‍🌈", "𝒳", "client:", "..", "=sha256-"];

    private static Gen<string> Piece => Gen.OneOf(
        Gen.Elements(Alphabets).SelectMany(alphabet => Gen.Elements(alphabet.ToCharArray())).Select(unit => unit.ToString()),
        Gen.Elements(Pairs),
        Gen.Choose(1, 0xFFFD).Where(unit => !char.IsSurrogate((char)unit)).Select(unit => ((char)unit).ToString()));

    private static Gen<string> Mixed => Gen.Choose(1, MaxLength).SelectMany(length => Gen.ListOf(Piece, length)).Select(string.Concat);

    private static Gen<string> Repeated => Gen.Choose(1, MaxLength).SelectMany(length => Piece.Select(piece => string.Concat(Enumerable.Repeat(piece, length))));

    public static Gen<string> Generator { get; } = Gen.OneOf(Mixed, Repeated, Piece).Select(Cut);

    public static Arbitrary<string> Arbitrary { get; } = Generator.ToArbitrary();

    private static string Cut(string identity)
    {
        if (identity.Length <= MaxLength)
            return identity;
        return identity[..(char.IsHighSurrogate(identity[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
    }
}
