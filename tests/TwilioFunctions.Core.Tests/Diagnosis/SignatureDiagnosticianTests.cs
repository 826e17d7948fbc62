using System.Text;
using TwilioFunctions.Cli.Signing;
using TwilioFunctions.Core.Diagnosis;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Core.Tests.Signatures;
using static TwilioFunctions.Core.Tests.Diagnosis.DiagnosisScene;

namespace TwilioFunctions.Core.Tests.Diagnosis;

/// <summary>Twilio's npm package signs what was true; the diagnostician is given what was captured.</summary>
[Collection(nameof(NodeTwilioTests))]
public sealed class SignatureDiagnosticianTests(NodeTwilioFixture twilio)
{
    private const string Json = """{"twi_account_sid":"AC11111111111111111111111111111111","twi_to":"client:Zoë"}""";
    private const string JsonUrl = "https://voice.example.com/api/twilio/call-notifications";

    [Fact]
    public async Task RequestAsSigned_IsValidWithItsKeyAndText()
    {
        var diagnosis = Diagnose(Settings(), Form(VoiceUrl, await SignAsync(VoiceUrl, Call()), Call()));

        Assert.Equal(SignatureResult.Valid, diagnosis.Result);
        Assert.Empty(diagnosis.Causes);
        Assert.Empty(diagnosis.Settings);
        Assert.Equal((AccountSid, "primary"), (diagnosis.Match?.AccountSid, diagnosis.Match?.Key));
        Assert.Equal(
            $"{VoiceUrl}AccountSid{AccountSid}CallSidCA00000000000000000000000000000001DirectioninboundFrom+14155550100To+14155550199",
            diagnosis.Match?.SignedText);
    }

    [Fact]
    public async Task WrongToken_NamesTheAccountsSettings()
    {
        var signature = await SignAsync(VoiceUrl, Call(SubaccountSid), "some-other-token");

        var diagnosis = Diagnose(Settings(null, Account(), Account(SubaccountSid, SubaccountToken)), Form(VoiceUrl, signature, Call(SubaccountSid)));

        Assert.Equal(SignatureResult.Mismatch, diagnosis.Result);
        AssertLikeliest(diagnosis, SignatureCause.WrongToken);
        Assert.Null(diagnosis.Match);
        Assert.Equal(
            ["Twilio__Accounts__1__AuthToken", "Twilio__Accounts__1__SecondaryAuthToken"],
            diagnosis.Settings.Select(setting => setting.Name));
        Assert.All(diagnosis.Settings, setting => Assert.False(setting.IsKnown));
    }

    [Fact]
    public async Task TokenThatWasGiven_IsToBeSet()
    {
        var signature = await SignAsync(VoiceUrl, Call(), "the-rotated-token");

        var diagnosis = new SignatureDiagnostician(Settings(), "the-rotated-token").Diagnose(Form(VoiceUrl, signature, Call()));

        Assert.Equal(SignatureResult.Mismatch, diagnosis.Result);
        AssertLikeliest(diagnosis, SignatureCause.OtherToken);
        Assert.Equal(["Twilio__Accounts__0__AuthToken"], diagnosis.Settings.Select(setting => setting.Name));
    }

    [Fact]
    public async Task SecondaryToken_IsNamedAsTheKey()
    {
        var account = Account();
        account.SecondaryAuthToken = "the-other-token";

        var diagnosis = Diagnose(Settings(null, account), Form(VoiceUrl, await SignAsync(VoiceUrl, Call(), "the-other-token"), Call()));

        Assert.Equal((SignatureResult.Valid, "secondary"), (diagnosis.Result, diagnosis.Match?.Key));
    }

    [Fact]
    public async Task SubaccountThatIsNotConfigured_WantsItsOwnToken()
    {
        var signature = await SignAsync(VoiceUrl, Call(SubaccountSid), SubaccountToken);

        var diagnosis = Diagnose(Settings(), Form(VoiceUrl, signature, Call(SubaccountSid)));

        Assert.Equal(SignatureResult.UnknownAccount, diagnosis.Result);
        AssertLikeliest(diagnosis, SignatureCause.SubaccountToken);
        Assert.Equal(
            [("Twilio__Accounts__1__AccountSid", SubaccountSid), ("Twilio__Accounts__1__AuthToken", $"<the primary auth token of {SubaccountSid}>")],
            diagnosis.Settings.Select(setting => (setting.Name, setting.Value)));
    }

    [Fact]
    public async Task SubaccountWithItsParentsToken_WantsItsOwn()
    {
        var signature = await SignAsync(VoiceUrl, Call(SubaccountSid), SubaccountToken);

        var diagnosis = Diagnose(Settings(null, Account(), Account(SubaccountSid, Token)), Form(VoiceUrl, signature, Call(SubaccountSid)));

        AssertLikeliest(diagnosis, SignatureCause.SubaccountToken);
        Assert.Equal("Twilio__Accounts__1__AuthToken", diagnosis.Settings[0].Name);
    }

    [Fact]
    public async Task KeyOfTheParent_WantsTheParentNamed()
    {
        var settings = Settings(null, Account(), Account(SubaccountSid, SubaccountToken));

        var diagnosis = Diagnose(settings, Form(VoiceUrl, await SignAsync(VoiceUrl, Call(SubaccountSid)), Call(SubaccountSid)));

        AssertLikeliest(diagnosis, SignatureCause.OtherAccount);
        Assert.Equal([new MendingSetting("Twilio__Accounts__1__ParentAccountSid", AccountSid)], diagnosis.Settings);
        settings.Accounts[1].ParentAccountSid = AccountSid;
        Assert.Equal(SignatureResult.Valid, Diagnose(settings, Form(VoiceUrl, await SignAsync(VoiceUrl, Call(SubaccountSid)), Call(SubaccountSid))).Result);
    }

    [Theory]
    [InlineData("X-Forwarded-Host", "voice.example.com", "https://voice.example.com")]
    [InlineData("X-Original-Host", "voice.example.com", "https://voice.example.com")]
    [InlineData("Host", "voice.example.com:8443", "https://voice.example.com:8443")]
    [InlineData("Forwarded", "for=192.0.2.43;host=\"voice.example.com\";proto=https", "https://voice.example.com")]
    [InlineData("X-Forwarded-Host", "gateway.internal, voice.example.com", "https://voice.example.com")]
    public async Task ProxyHost_IsReadFromTheHeadersAndGivesTheBaseUrl(string header, string value, string origin)
    {
        var signature = await SignAsync($"{origin}/api/twilio/voice/incoming", Call());

        var diagnosis = Diagnose(Settings(), Form(LocalUrl, signature, Call(), new KeyValuePair<string, string>(header, value)));

        Assert.Equal(SignatureResult.Mismatch, diagnosis.Result);
        Assert.Contains(SignatureCause.ProxyHost, diagnosis.Causes);
        AssertMends(diagnosis, origin, Form(LocalUrl, signature, Call()));
    }

    [Fact]
    public async Task ProxyHostThatNoHeaderTells_IsNamedAllTheSame()
    {
        var diagnosis = Diagnose(Settings(), Form(LocalUrl, await SignAsync(VoiceUrl, Call()), Call()));

        AssertLikeliest(diagnosis, SignatureCause.ProxyHost);
        Assert.Equal("Twilio__PublicBaseUrl", diagnosis.Settings[0].Name);
        Assert.False(diagnosis.Settings[0].IsKnown);
    }

    [Fact]
    public async Task HttpForHttps_GivesTheBaseUrl()
    {
        var captured = Form(VoiceUrl.Replace("https:", "http:", StringComparison.Ordinal), await SignAsync(VoiceUrl, Call()), Call());

        var diagnosis = Diagnose(Settings(), captured);

        Assert.Equal([SignatureCause.Scheme], diagnosis.Causes);
        AssertMends(diagnosis, "https://voice.example.com", captured);
    }

    [Theory]
    [InlineData("https://voice.example.com:8443", "https://voice.example.com:9999", null)]
    [InlineData("https://voice.example.com:12345", "https://voice.example.com:9999", "12345")]
    public async Task Port_GivesTheBaseUrl(string origin, string seen, string? forwardedPort)
    {
        KeyValuePair<string, string>[] headers = forwardedPort is null ? [] : [new("X-Forwarded-Port", forwardedPort)];
        var captured = Form($"{seen}/api/twilio/voice/incoming", await SignAsync($"{origin}/api/twilio/voice/incoming", Call()), Call(), headers);

        var diagnosis = Diagnose(Settings(), captured);

        Assert.Equal([SignatureCause.Port], diagnosis.Causes);
        AssertMends(diagnosis, origin, captured);
    }

    [Theory]
    [InlineData("X-Forwarded-Prefix", "/hooks")]
    [InlineData("X-Original-Uri", "/hooks/api/twilio/voice/incoming")]
    public async Task PathPrefix_GivesTheBaseUrl(string header, string value)
    {
        const string BaseUrl = "https://voice.example.com/hooks";
        var signature = await SignAsync($"{BaseUrl}/api/twilio/voice/incoming", Call());
        var captured = Form(LocalUrl, signature, Call(), new("X-Forwarded-Host", "voice.example.com"), new(header, value));

        var diagnosis = Diagnose(Settings(), captured);

        Assert.Equal([SignatureCause.Scheme, SignatureCause.ProxyHost, SignatureCause.PathPrefix], diagnosis.Causes);
        AssertMends(diagnosis, BaseUrl, captured);
    }

    [Fact]
    public async Task WrongPublicBaseUrl_IsReplacedByTheCapturedOne()
    {
        var captured = Form(VoiceUrl, await SignAsync(VoiceUrl, Call()), Call());

        var diagnosis = Diagnose(Settings("https://old.example.com"), captured);

        AssertLikeliest(diagnosis, SignatureCause.ProxyHost);
        AssertMends(diagnosis, "https://voice.example.com", captured);
    }

    [Fact]
    public async Task UrlAsGivenToTwilio_IsVerifiedWithoutItsPrefixTwice()
    {
        const string Url = "https://voice.example.com/hooks/api/twilio/voice/incoming";

        var diagnosis = Diagnose(Settings("https://voice.example.com/hooks/"), Form(Url, await SignAsync(Url, Call()), Call()));

        Assert.Equal(SignatureResult.Valid, diagnosis.Result);
    }

    [Theory]
    [InlineData("?team=a%20b", "?team=a+b")]
    [InlineData("?team=a%20b", "?team=a b")]
    [InlineData("?team=a+b", "?team=a%20b")]
    [InlineData("?team=caf%C3%A9", "?team=caf\u00e9")]
    [InlineData("?team=caf%C3%A9", "?team=caf%c3%a9")]
    [InlineData("?to=client:bob@example.com", "?to=client%3Abob%40example.com")]
    [InlineData("?to=client%3Abob%40example.com", "?to=client:bob@example.com")]
    public async Task ReencodedQuery_IsNamed(string original, string captured)
    {
        var diagnosis = Diagnose(Settings(), Form(VoiceUrl + captured, await SignAsync(VoiceUrl + original, Call()), Call()));

        Assert.Equal([SignatureCause.ReencodedQuery], diagnosis.Causes);
        Assert.Equal(VoiceUrl + original, diagnosis.Match?.Url);
        Assert.Empty(diagnosis.Settings);
    }

    [Theory]
    [InlineData("https://voice.example.com/api/x/", "https://voice.example.com/api/x", SignatureCause.TrailingSlash)]
    [InlineData("https://voice.example.com/api/x", "https://voice.example.com/api/x/", SignatureCause.TrailingSlash)]
    [InlineData("https://voice.example.com/api/x#rc=2", "https://voice.example.com/api/x#rc=2", SignatureCause.Fragment)]
    internal async Task UrlSignedInAnotherWay_IsNamed(string original, string captured, SignatureCause expected)
    {
        var key = Encoding.UTF8.GetBytes(Token);
        // The package takes a fragment away before it signs.
        var signature = original.Contains('#', StringComparison.Ordinal) ? RequestSigner.SignForm(original, Call(), key) : await SignAsync(original, Call());

        Assert.Equal([expected], Diagnose(Settings(), Form(captured, signature, Call())).Causes);
    }

    [Fact]
    public async Task FragmentThatWasNotSigned_DoesNotMatter() =>
        Assert.Equal(SignatureResult.Valid, Diagnose(Settings(), Form($"{VoiceUrl}#rc=2", await SignAsync(VoiceUrl, Call()), Call())).Result);

    [Fact]
    public async Task MissingBodyHash_IsNamed()
    {
        var signed = await twilio.Node.SignAsync(JsonUrl, null, Json, Token);

        var diagnosis = Diagnose(Settings(), DiagnosisScene.Json(JsonUrl, signed.Signature, Json));

        Assert.Equal(SignatureResult.MissingBodyHash, diagnosis.Result);
        Assert.Equal([SignatureCause.MissingBodyHash], diagnosis.Causes);
        Assert.Equal(signed.Url, diagnosis.Match?.SignedText);
    }

    [Fact]
    public async Task RepeatedBodyHash_IsNamed()
    {
        var signed = await twilio.Node.SignAsync(JsonUrl, null, Json, Token);

        var diagnosis = Diagnose(Settings(), DiagnosisScene.Json($"{signed.Url}&bodySHA256=00", signed.Signature, Json));

        Assert.Equal(SignatureResult.BodyHashMismatch, diagnosis.Result);
        Assert.Equal([SignatureCause.RepeatedBodyHash], diagnosis.Causes);
    }

    [Fact]
    public async Task WrongBodyHash_IsNamed()
    {
        var signed = await twilio.Node.SignAsync(JsonUrl, null, Json, Token);

        var diagnosis = Diagnose(Settings(), DiagnosisScene.Json($"{JsonUrl}?bodySHA256=00", signed.Signature, Json));

        Assert.Equal([SignatureCause.WrongBodyHash], diagnosis.Causes);
    }

    [Theory]
    [InlineData("\n", SignatureCause.LineBreak)]
    [InlineData(" ", SignatureCause.ChangedBody)]
    internal async Task AnotherBody_IsNamed(string appended, SignatureCause expected)
    {
        var signed = await twilio.Node.SignAsync(JsonUrl, null, Json, Token);

        var diagnosis = Diagnose(Settings(), DiagnosisScene.Json(signed.Url, signed.Signature, Json + appended));

        Assert.Equal(SignatureResult.BodyHashMismatch, diagnosis.Result);
        Assert.Equal([expected], diagnosis.Causes);
    }

    [Theory]
    [InlineData(JsonUrl)]
    [InlineData("https://voice.example.com")]
    public async Task BodyThatNothingBinds_NamesTheCompatibilityMode(string original)
    {
        var signature = (await twilio.Node.SignAsync(original, null, null, Token)).Signature;

        var diagnosis = Diagnose(Settings(), DiagnosisScene.Json(JsonUrl, signature, Json));

        Assert.Equal([SignatureCause.UnboundBody], diagnosis.Causes);
        Assert.Equal(
            ["CallNotifications__AcceptUnboundSignatures", "CallNotifications__UrlSecret"], diagnosis.Settings.Select(setting => setting.Name));
    }

    [Theory]
    [InlineData("Anna ", "Anna")]
    [InlineData(" Anna", "Anna")]
    [InlineData("Anna", " Anna\n")]
    public async Task TrimmedParameters_AreNamed(string original, string captured)
    {
        var signature = await SignAsync(VoiceUrl, Call(AccountSid, new KeyValuePair<string, string>("CallerName", original)));

        var diagnosis = Diagnose(Settings(), Form(VoiceUrl, signature, Call(AccountSid, new KeyValuePair<string, string>("CallerName", captured))));

        Assert.Equal([SignatureCause.TrimmedParameters], diagnosis.Causes);
    }

    [Theory]
    [InlineData("FromCity CallerCity ToZip CalledZip", "")]
    [InlineData("Digits", "")]
    [InlineData("", "FromCity Digits")]
    public async Task EmptyParameters_AreNamed(string original, string captured)
    {
        var signature = await SignAsync(VoiceUrl, Call(AccountSid, Empty(original)));

        var diagnosis = Diagnose(Settings(), Form(VoiceUrl, signature, Call(AccountSid, Empty(captured))));

        Assert.Equal([SignatureCause.EmptyParameters], diagnosis.Causes);

        static KeyValuePair<string, string>[] Empty(string names) =>
            [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => KeyValuePair.Create(name, ""))];
    }

    [Theory]
    [InlineData("AccountSid=AC11111111111111111111111111111111&From=+14155550100&Note=100%25 sure")]
    [InlineData("AccountSid=AC11111111111111111111111111111111&From=14155550100&Note=100%2525+sure")]
    public async Task FormPastedDecoded_IsNamed(string body)
    {
        KeyValuePair<string, string>[] parameters = [new("AccountSid", AccountSid), new("From", "+14155550100"), new("Note", "100%25 sure")];

        var diagnosis = Diagnose(
            Settings(), Captured("POST", VoiceUrl, await SignAsync(VoiceUrl, parameters), Verifiers.Form, Encoding.UTF8.GetBytes(body)));

        Assert.Equal([SignatureCause.DecodedForm], diagnosis.Causes);
    }

    [Fact]
    public async Task FormThatIsCalledJson_IsNamed()
    {
        var form = Form(VoiceUrl, null, Call());
        var diagnosis = Diagnose(Settings(), Captured("POST", VoiceUrl, await SignAsync(VoiceUrl, Call()), "application/json", form.Body));

        Assert.Equal([SignatureCause.ContentType], diagnosis.Causes);
    }

    [Theory]
    [InlineData(null, SignatureCause.MissingSignature)]
    [InlineData("", SignatureCause.MissingSignature)]
    [InlineData("RSOYDt4T1cUTdK1PDd93/VVr8B8", SignatureCause.MalformedSignature)]
    [InlineData("RSOYDt4T1cUTdK1PDd93/VVr8B8=,RSOYDt4T1cUTdK1PDd93/VVr8B8=", SignatureCause.MalformedSignature)]
    internal void HeaderThatIsNoSignature_IsNamed(string? signature, SignatureCause expected) =>
        Assert.Equal([expected], Diagnose(Settings(), Form(VoiceUrl, signature, Call())).Causes);

    [Fact]
    public async Task KeyThatCannotBeRead_IsNamed()
    {
        var settings = Settings(null, Account(token: "@Microsoft.KeyVault(SecretUri=https://vault.example.com/secrets/token)"));

        var diagnosis = Diagnose(settings, Form(VoiceUrl, await SignAsync(VoiceUrl, Call()), Call()));

        AssertLikeliest(diagnosis, SignatureCause.KeyUnavailable);
        Assert.Equal(["Twilio__Accounts__0__AuthToken"], diagnosis.Settings.Select(setting => setting.Name));
    }

    [Fact]
    public async Task GetBehindAProxy_GivesTheBaseUrl()
    {
        var query = $"?AccountSid={AccountSid}&CallSid=CA1&From=%2B14155550100&bodySHA256=00";
        var signature = (await twilio.Node.SignAsync(VoiceUrl + query, null, null, Token)).Signature;
        var captured = Get(LocalUrl + query, signature, new KeyValuePair<string, string>("X-Forwarded-Host", "voice.example.com"));

        var diagnosis = Diagnose(Settings(), captured);

        Assert.Equal([SignatureCause.Scheme, SignatureCause.ProxyHost], diagnosis.Causes);
        AssertMends(diagnosis, "https://voice.example.com", captured);
    }

    [Fact]
    public async Task SeveralChangesAtOnce_AreAllNamed()
    {
        var signature = await SignAsync($"{VoiceUrl}?team=a%20b", Call());
        var captured = Form($"{LocalUrl}?team=a+b", signature, Call(), new KeyValuePair<string, string>("X-Forwarded-Host", "voice.example.com"));

        var diagnosis = Diagnose(Settings(), captured);

        Assert.Equal([SignatureCause.Scheme, SignatureCause.ProxyHost, SignatureCause.ReencodedQuery], diagnosis.Causes);
        Assert.Equal([new MendingSetting("Twilio__PublicBaseUrl", "https://voice.example.com")], diagnosis.Settings);
    }

    private static SignatureDiagnosis Diagnose(TwilioOptions settings, CapturedRequest captured) => new SignatureDiagnostician(settings).Diagnose(captured);

    private static void AssertLikeliest(SignatureDiagnosis diagnosis, SignatureCause expected) => Assert.Equal(expected, diagnosis.Causes[0]);

    /// <summary>The setting is known, and with it the same request is accepted.</summary>
    private static void AssertMends(SignatureDiagnosis diagnosis, string baseUrl, CapturedRequest captured)
    {
        Assert.Equal([new MendingSetting("Twilio__PublicBaseUrl", baseUrl)], diagnosis.Settings);
        Assert.Equal(SignatureResult.Valid, Diagnose(Settings(baseUrl), captured).Result);
    }

    private async Task<string> SignAsync(string url, IEnumerable<KeyValuePair<string, string>> parameters, string token = Token) =>
        (await twilio.Node.SignAsync(url, parameters, null, token)).Signature;
}
