using System.Buffers.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Time.Testing;
using TwilioFunctions.Cli.Signing;
using TwilioFunctions.Core.AccessTokens;

namespace TwilioFunctions.Core.Tests.AccessTokens;

/// <summary>No text is accepted that a configured key has not signed, and none throws.</summary>
public sealed class AccessTokenPropertyTests
{
    private static readonly Config FiveThousand = Config.QuickThrowOnFailure.WithMaxTest(5000);

    private static readonly FakeTimeProvider Time = new();

    private static readonly string Token = AccessTokenSigner.Create(Tokens.AccountSid, Tokens.Key, Tokens.Secret, "bob", TimeSpan.FromHours(1), Time.GetUtcNow());

    private static readonly Gen<string> AnyText = ArbMap.Default.GeneratorFor<string?>().Select(text => text ?? "");

    // Half of these are JSON of some kind, most of them of names that mean something.
    private static readonly Gen<string> Json =
        from name in Gen.Elements("alg", "cty", "iss", "sub", "exp", "nbf", "grants", "\\ud800", "crit")
        from value in Gen.OneOf(Gen.Elements("\"HS256\"", "\"twilio-fpa;v=1\"", $"\"{Tokens.Key}\"", "{}", "[]", "1e999", "-1", "null", "\"\\udc00\"", "{\"identity\":\"bob\"}"), AnyText)
        from rest in Gen.Elements("", $",{Tokens.Header[1..^1]}", $",\"iss\":\"{Tokens.Key}\"", ",\"alg\":\"none\"")
        select $$"""{"{{name}}":{{value}}{{rest}}}""";

    private readonly AccessTokenVerifier verifier = Tokens.Verifier(Time);

    [Fact]
    public void ChangedLetter_IsRefused() =>
        Prop.ForAll<char, int>((letter, seed) =>
        {
            var token = Token.ToCharArray();
            var place = (int)((uint)seed % token.Length);
            var isSame = token[place] == letter;
            token[place] = letter;
            return (Verify($"Bearer {new string(token)}") == AccessTokenResult.Valid) == isSame;
        }).Check(FiveThousand);

    [Fact]
    public void CutInsertedOrSwappedParts_AreRefused() =>
        Prop.ForAll(AnyText.ToArbitrary(), ArbMap.Default.ArbFor<int>(), (text, seed) =>
        {
            var place = (int)((uint)seed % Token.Length);
            var parts = Token.Split('.');
            return Verify($"Bearer {Token[..place]}") != AccessTokenResult.Valid
                && (Verify($"Bearer {Token.Insert(place, text)}") == AccessTokenResult.Valid) == (text.Trim(' ').Length == 0 && (text.Length == 0 || place == 0))
                && Verify($"Bearer {parts[1]}.{parts[0]}.{parts[2]}") != AccessTokenResult.Valid;
        }).Check(FiveThousand);

    [Fact]
    public void AnyText_IsRefusedWithoutAnException() =>
        Prop.ForAll(AnyText.ToArbitrary(), text => Verify(text) != AccessTokenResult.Valid && Verify($"Bearer {text}") != AccessTokenResult.Valid).Check(FiveThousand);

    [Fact]
    public void AnyJsonThatNoKeySigned_IsRefusedWithoutAnException() =>
        Prop.ForAll(Json.ToArbitrary(), Json.ToArbitrary(), (header, payload) =>
            Verify(Tokens.Bearer(payload, header, "another secret")) != AccessTokenResult.Valid
            && Verify(Tokens.Bearer(payload, Tokens.Header, "another secret")) != AccessTokenResult.Valid).Check(FiveThousand);

    [Fact]
    public void AnyClaimsThatAKeySigned_AreJudgedWithoutAnException() =>
        Prop.ForAll(Json.ToArbitrary(), payload => Verify(Tokens.Bearer(payload)) != AccessTokenResult.Valid).Check(FiveThousand);

    [Fact]
    public void AnyBytes_AreRefusedWithoutAnException() =>
        Prop.ForAll<byte[], byte[]>((header, payload) =>
            Verify($"Bearer {Tokens.Sign(Encode(header), Encode(payload), Tokens.Secret)}") != AccessTokenResult.Valid).Check(FiveThousand);

    // Begins as JSON does, so that more than the first byte is read.
    private static string Encode(byte[] bytes) => Base64Url.EncodeToString([.. "{\""u8, .. bytes]);

    private AccessTokenResult Verify(string header) => verifier.Verify(header).Result;
}
