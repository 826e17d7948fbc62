using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Diagnosis;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Core.Tests.Signatures;

namespace TwilioFunctions.Core.Tests.Diagnosis;

public sealed class SignatureDiagnosisPropertyTests
{
    private const string Token = "0123456789abcdef0123456789abcdef";

    private static readonly string[] Names =
        ["X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Original-Url", "Forwarded", "Host", "x-twilio-signature"];

    public static TheoryData<string> Ids => [.. PublishedVector.All.Select(vector => vector.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void PublishedVector_IsDiagnosedAsTheAppVerifiesIt(string id)
    {
        var vector = PublishedVector.All.Single(vector => vector.Id == id);
        var settings = DiagnosisScene.Settings(null, DiagnosisScene.Account(token: vector.AuthToken));

        var diagnosis = new SignatureDiagnostician(settings).Diagnose(vector.Kind switch
        {
            "json" => DiagnosisScene.Captured("POST", vector.Url, vector.Signature, "application/json", Encoding.UTF8.GetBytes(vector.Body!)),
            "get" => DiagnosisScene.Get(vector.Url, vector.Signature),
            _ => DiagnosisScene.Form(vector.Url, vector.Signature, vector.Parameters),
        });

        Assert.Equal(vector.ExpectedValid, diagnosis.Result == SignatureResult.Valid);
        Assert.Equal(vector.ExpectedValid, diagnosis.Causes.Count == 0);
    }

    [Fact]
    public void AnyBytes_AreDiagnosedAsTheAppVerifiesThem() =>
        Prop.ForAll(HostileRequest.Arbitrary, ArbMap.Default.ArbFor<NonNull<string>>(), (hostile, text) =>
        {
            var settings = DiagnosisScene.Settings(hostile.PublicBaseUrl, DiagnosisScene.Account(Verifiers.AccountSid, Token));
            var captured = new CapturedRequest
            {
                Method = hostile.Request.Method,
                Url = hostile.Request.Url,
                Headers =
                [
                    .. Names.Select(name => KeyValuePair.Create(name, text.Get)),
                    .. Headers("X-Twilio-Signature", hostile.Request.Signature),
                    .. Headers("Content-Type", hostile.Request.ContentType),
                ],
                Body = hostile.Request.Body,
            };

            var diagnosis = new SignatureDiagnostician(settings, "another-token").Diagnose(captured);

            return diagnosis.Result != SignatureResult.Valid
                && diagnosis.Causes.Count > 0
                && diagnosis.Causes.All(cause => SignatureCauseAdvice.For(cause).Length > 0)
                && diagnosis.Candidates.All(candidate => candidate.SignedText is not null && !candidate.Matches)
                && diagnosis.Settings.All(setting => !setting.Value.Contains(Token, StringComparison.Ordinal));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void LargeForm_IsDiagnosed()
    {
        var parameters = Enumerable.Range(0, 10_000).Select(index => KeyValuePair.Create($"Parameter{index}", new string('x', 100)));

        var diagnosis = new SignatureDiagnostician(DiagnosisScene.Settings())
            .Diagnose(DiagnosisScene.Form(DiagnosisScene.VoiceUrl, "RSOYDt4T1cUTdK1PDd93/VVr8B8=", parameters));

        Assert.Equal([SignatureCause.WrongToken], diagnosis.Causes);
    }

    [Fact]
    public void SettingsThatTheAppDoesNotStartWith_AreRefusedWithItsSentences()
    {
        var wrong = Assert.Throws<OptionsValidationException>(
            () => new SignatureDiagnostician(DiagnosisScene.Settings("example.com", DiagnosisScene.Account("AC1"), DiagnosisScene.Account("AC1"))));

        Assert.Contains("Twilio__PublicBaseUrl is not an absolute http or https URL.", wrong.Failures);
        Assert.Contains("Twilio__Accounts__0__AccountSid is not an Account SID: AC and 32 hexadecimal digits.", wrong.Failures);
    }

    [Fact]
    public void EveryCause_HasItsAdvice() =>
        Assert.All(Enum.GetValues<SignatureCause>(), cause => Assert.EndsWith(".", SignatureCauseAdvice.For(cause), StringComparison.Ordinal));

    private static IEnumerable<KeyValuePair<string, string>> Headers(string name, string? value) => value is null ? [] : [new(name, value)];
}
