using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TwilioFunctions.Cli.Signing;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Tests.Signatures;

public sealed class SignaturePropertyTests
{
    private const string Url = "https://example.com/api/x?a=%41";
    private const string Token = "0123456789abcdef0123456789abcdef";

    private static readonly Config Thousand = Config.QuickThrowOnFailure.WithMaxTest(1000);
    private static readonly byte[] Key = Encoding.UTF8.GetBytes(Token);

    private readonly SignatureVerifier verifier = Verifiers.With(Token);

    [Fact]
    public void ChangedLetterOfANameOrValue_IsRefused() =>
        Prop.ForAll(SignedForm.Arbitrary, form =>
        {
            var signature = RequestSigner.SignForm(form.Url, form.Parameters, Key);
            var changed = form.WithChangedLetter();

            // Repeated parameters are signed once, so that a change may only move a repetition.
            var isSame = form.Parameters.ToHashSet().SetEquals(changed);
            return Verify(Verifiers.PostForm(form.Url, signature, form.Parameters)) == SignatureResult.Valid
                && Verify(Verifiers.PostForm(form.Url, signature, changed)) == (isSame ? SignatureResult.Valid : SignatureResult.Mismatch);
        }).Check(Thousand);

    [Fact]
    public void OrderOfParameters_DoesNotMatter() =>
        Prop.ForAll(SignedForm.Arbitrary, form =>
        {
            var signature = RequestSigner.SignForm(form.Url, form.Parameters, Key);
            var shuffled = form.Parameters.ToArray();
            new Random(form.Place).Shuffle(shuffled);

            return Verify(Verifiers.PostForm(form.Url, signature, shuffled)) == SignatureResult.Valid;
        }).Check(Thousand);

    [Fact]
    public void ChangedLetterOfTheUrl_IsRefused() =>
        Prop.ForAll(SignedForm.Arbitrary, form =>
        {
            var signature = RequestSigner.SignForm(form.Url, form.Parameters, Key);
            var url = form.Url.ToCharArray();
            var place = form.Place % url.Length;
            var isSame = url[place] == form.Letter;
            url[place] = form.Letter;

            return (Verify(Verifiers.PostForm(new string(url), signature, form.Parameters)) == SignatureResult.Valid) == isSame;
        }).Check(Thousand);

    [Fact]
    public void ChangedByteOfTheBody_IsRefused() =>
        Prop.ForAll<NonEmptyArray<byte>, byte, int>((body, bits, place) =>
        {
            var url = BodyHash.Append(Url, body.Get);
            var signature = RequestSigner.Sign(url, Key);
            var changed = body.Get.ToArray();
            changed[(int)((uint)place % changed.Length)] ^= bits;

            return Verify(Verifiers.Post(url, signature, "application/json", body.Get)) == SignatureResult.Valid
                && Verify(Verifiers.Post(url, signature, "application/json", changed))
                    == (bits == 0 ? SignatureResult.Valid : SignatureResult.BodyHashMismatch);
        }).Check(Thousand);

    [Fact]
    public void ChangedLetterOfTheKey_IsRefused() =>
        Prop.ForAll(SignedForm.Arbitrary, form =>
        {
            var token = Token.ToCharArray();
            var place = form.Place % token.Length;
            token[place] = form.Letter;
            var signature = RequestSigner.SignForm(form.Url, form.Parameters, Encoding.UTF8.GetBytes(token));

            var isSame = form.Letter == Token[place];
            return (Verify(Verifiers.PostForm(form.Url, signature, form.Parameters)) == SignatureResult.Valid) == isSame;
        }).Check(Thousand);

    [Fact]
    public void ChangedByteOfTheSignature_IsRefused() =>
        Prop.ForAll(SignedForm.Arbitrary, form =>
        {
            var signature = RequestSigner.SignForm(form.Url, form.Parameters, Key).ToCharArray();
            var place = form.Place % signature.Length;
            var isSame = signature[place] == form.Letter;
            signature[place] = form.Letter;

            return (Verify(Verifiers.PostForm(form.Url, new string(signature), form.Parameters)) == SignatureResult.Valid) == isSame;
        }).Check(Thousand);

    [Fact]
    public void AnyBytes_AreRefusedWithoutAnException() =>
        Prop.ForAll(HostileRequest.Arbitrary, hostile =>
        {
            var verification = Verifiers.With(Token, hostile.PublicBaseUrl).Verify(hostile.Request, hostile.AccountSid);

            return verification.Result != SignatureResult.Valid
                && verification.Url is not null
                && FormParameters.Parse(hostile.Request.Body.Span).Count <= hostile.Request.Body.Length;
        }).Check(Thousand);

    private SignatureResult Verify(SignedRequest request) => verifier.Verify(request, Verifiers.AccountSid).Result;
}
