using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Tests.Signatures;

public sealed class TwilioOptionsTests
{
    private const string Sid = "AC00000000000000000000000000000001";
    private const string OtherSid = "AC00000000000000000000000000000002";
    private const string Account = $"Twilio:Accounts:0:AccountSid={Sid};Twilio:Accounts:0:AuthToken=token";
    private const string OtherAccount = $"Twilio:Accounts:1:AccountSid={OtherSid};Twilio:Accounts:1:AuthToken=token";
    private const string ApiKey = "Twilio:Accounts:0:ApiKeys:0:Sid=SK00000000000000000000000000000001;Twilio:Accounts:0:ApiKeys:0:Secret=secret";
    private const string InAzure = "WEBSITE_SITE_NAME=app;WEBSITE_HOSTNAME=app.azurewebsites.net";

    [Theory]
    [InlineData("", "Twilio__Accounts__0__AccountSid is not set: name at least one Twilio account.")]
    [InlineData("Twilio:Accounts:0:AuthToken=token", "Twilio__Accounts__0__AccountSid is not set.")]
    [InlineData($"Twilio:Accounts:0:AccountSid={Sid}", "Twilio__Accounts__0__AuthToken is not set.")]
    [InlineData($"Twilio:Accounts:0:AccountSid={Sid};Twilio:Accounts:0:AuthToken= ", "Twilio__Accounts__0__AuthToken is empty: it must be the account's auth token.")]
    [InlineData(
        $"{Account};Twilio:Accounts:0:ApiKeys:0:Sid=SK00000000000000000000000000000001;Twilio:Accounts:0:ApiKeys:0:Secret=",
        "Twilio__Accounts__0__ApiKeys__0__Secret is empty: it must be the secret of the API key.")]
    [InlineData(
        $"{Account};Twilio:Accounts:0:AuthTokn=token",
        "Twilio__Accounts__0__AuthTokn isn't a setting. Did you mean Twilio__Accounts__0__AuthToken? " +
        "The settings in its place are AccountSid, AuthToken, SecondaryAuthToken, ParentAccountSid, ApiKeys.")]
    [InlineData(
        $"{Account};Twilio:Accounts:AuthToken=token",
        "Twilio__Accounts__AuthToken isn't a setting. Twilio__Accounts is a list: its items are numbered, as in Twilio__Accounts__0__AuthToken.")]
    [InlineData($"{Account};Twilio:VerifySignatures=yes", "Twilio__VerifySignatures must be true or false.")]
    [InlineData($"{Account};Twilio:Accounts=AC1", "Twilio__Accounts can't have a value: it is a list, whose items begin with Twilio__Accounts__0__.")]
    [InlineData(
        "Twilio:Accounts:0:AccountSid=AC1;Twilio:Accounts:0:AuthToken=token",
        "Twilio__Accounts__0__AccountSid is not an Account SID: AC and 32 hexadecimal digits.")]
    [InlineData(
        $"{Account};Twilio:Accounts:1:AccountSid={Sid};Twilio:Accounts:1:AuthToken=token",
        "Twilio__Accounts__1__AccountSid repeats an account that is configured above it.")]
    [InlineData(
        $"{Account};Twilio:Accounts:0:ParentAccountSid={OtherSid}",
        "Twilio__Accounts__0__ParentAccountSid is not the AccountSid of a configured account.")]
    [InlineData(
        $"{Account};Twilio:Accounts:0:ParentAccountSid={Sid}", "Twilio__Accounts__0__ParentAccountSid makes the account its own parent.")]
    [InlineData(
        $"{Account};Twilio:Accounts:0:ParentAccountSid={OtherSid};{OtherAccount};Twilio:Accounts:1:ParentAccountSid={Sid}",
        "Twilio__Accounts__0__ParentAccountSid makes the account its own parent.|" +
        "Twilio__Accounts__1__ParentAccountSid makes the account its own parent.")]
    [InlineData($"{Account};Twilio:PublicBaseUrl=api.example.com", "Twilio__PublicBaseUrl is not an absolute http or https URL.")]
    [InlineData($"{Account};Twilio:PublicBaseUrl=ftp://example.com", "Twilio__PublicBaseUrl is not an absolute http or https URL.")]
    [InlineData($"{Account};Twilio:PublicBaseUrl=https:\\\\example.com", "Twilio__PublicBaseUrl is not an absolute http or https URL.")]
    [InlineData(
        $"{Account};Twilio:PublicBaseUrl=https://example.com/?a=1",
        "Twilio__PublicBaseUrl has a query or a fragment: it is scheme, host and path prefix alone.")]
    [InlineData(
        $"{Account};Twilio:PublicBaseUrl=https://example.com#a",
        "Twilio__PublicBaseUrl has a query or a fragment: it is scheme, host and path prefix alone.")]
    [InlineData(
        $"{Account};{InAzure};Twilio:VerifySignatures=false",
        "Twilio__VerifySignatures is false: in Azure the app only starts with signatures verified.")]
    [InlineData(
        $"{Account};WEBSITE_INSTANCE_ID=1;WEBSITE_HOSTNAME=app.azurewebsites.net;Twilio:VerifySignatures=false",
        "Twilio__VerifySignatures is false: in Azure the app only starts with signatures verified.")]
    [InlineData(
        $"{Account};WEBSITE_POD_NAME=1;WEBSITE_HOSTNAME=app.azurewebsites.net;Twilio:VerifySignatures=false",
        "Twilio__VerifySignatures is false: in Azure the app only starts with signatures verified.")]
    [InlineData(
        $"{Account};CONTAINER_APP_NAME=app;Twilio:PublicBaseUrl=https://example.com;Twilio:VerifySignatures=false",
        "Twilio__VerifySignatures is false: in Azure the app only starts with signatures verified.")]
    [InlineData(
        $"{Account};CONTAINER_APP_NAME=app",
        "Twilio__PublicBaseUrl is not set, and Azure gives no WEBSITE_HOSTNAME to use in its place.")]
    [InlineData(
        $"{Account};Twilio:Accounts:0:ApiKeys:0:Secret=secret", "Twilio__Accounts__0__ApiKeys__0__Sid is not set.")]
    [InlineData(
        $"{Account};Twilio:Accounts:0:ApiKeys:0:Sid=SK1;Twilio:Accounts:0:ApiKeys:0:Secret=secret",
        "Twilio__Accounts__0__ApiKeys__0__Sid is not the SID of an API key: SK and 32 hexadecimal digits.")]
    [InlineData(
        $"{Account};{ApiKey};Twilio:Accounts:0:ApiKeys:1:Sid=SK00000000000000000000000000000002",
        "Twilio__Accounts__0__ApiKeys__1__Secret is not set.")]
    [InlineData(
        $"{Account};{ApiKey};{OtherAccount};Twilio:Accounts:1:ApiKeys:0:Sid=sk00000000000000000000000000000001;Twilio:Accounts:1:ApiKeys:0:Secret=secret",
        "Twilio__Accounts__1__ApiKeys__0__Sid is not the SID of an API key: SK and 32 hexadecimal digits.")]
    [InlineData(
        $"{Account};{ApiKey};{OtherAccount};Twilio:Accounts:1:ApiKeys:0:Sid=SK00000000000000000000000000000001;Twilio:Accounts:1:ApiKeys:0:Secret=secret",
        "Twilio__Accounts__1__ApiKeys__0__Sid repeats an API key that is configured above it.")]
    public void WrongSetting_StopsTheAppAndIsNamed(string settings, string expected)
    {
        using var services = Services(settings);

        var thrown = Assert.ThrowsAny<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Equal(expected.Split('|'), thrown.Failures);
    }

    [Theory]
    [InlineData(Account)]
    [InlineData($"{Account};{OtherAccount};Twilio:Accounts:1:ParentAccountSid={Sid}")]
    [InlineData($"{Account};Twilio:PublicBaseUrl=HTTPS://user:pass@Example.com:8443/hooks/")]
    [InlineData($"{Account};Twilio:VerifySignatures=false;WEBSITE_HOSTNAME=localhost:7071")]
    [InlineData($"{Account};{InAzure}")]
    [InlineData($"{Account};{ApiKey};Twilio:Accounts:0:ApiKeys:1:Sid=SKabcdefABCDEF00000000000000000001;Twilio:Accounts:0:ApiKeys:1:Secret=@Microsoft.KeyVault(SecretUri=x)")]
    public void RightSettings_LetTheAppStart(string settings)
    {
        using var services = Services(settings);

        services.GetRequiredService<IStartupValidator>().Validate();

        Assert.NotNull(services.GetRequiredService<SignatureVerifier>());
    }

    [Fact]
    public void WhitespaceAroundValues_IsTakenAway()
    {
        using var services = Services(
            $"Twilio:PublicBaseUrl= https://example.com\n;Twilio:Accounts:0:AccountSid= {Sid} ;Twilio:Accounts:0:AuthToken=token\n;" +
            $"Twilio:Accounts:0:SecondaryAuthToken=\tsecond ;Twilio:Accounts:0:ParentAccountSid= ;" +
            "Twilio:Accounts:0:ApiKeys:0:Sid= SK00000000000000000000000000000001\n;Twilio:Accounts:0:ApiKeys:0:Secret=\tsecret ");

        var options = services.GetRequiredService<IOptions<TwilioOptions>>().Value;

        Assert.Equal("https://example.com", options.PublicBaseUrl);
        var account = Assert.Single(options.Accounts);
        Assert.Equal(
            (Sid, "token", "second", null),
            (account.AccountSid, account.AuthToken, account.SecondaryAuthToken, account.ParentAccountSid));
        var key = Assert.Single(account.ApiKeys);
        Assert.Equal(("SK00000000000000000000000000000001", "secret"), (key.Sid, key.Secret));
    }

    [Theory]
    [InlineData(InAzure, "https://app.azurewebsites.net")]
    [InlineData($"{InAzure};Twilio:PublicBaseUrl=https://example.com", "https://example.com")]
    [InlineData("WEBSITE_HOSTNAME=localhost:7071", null)]
    public void PublicBaseUrl_IsTheAppsOwnInAzure(string settings, string? expected)
    {
        using var services = Services($"{Account};{settings}");

        Assert.Equal(expected, services.GetRequiredService<IOptions<TwilioOptions>>().Value.PublicBaseUrl);
    }

    [Fact]
    public void VerificationSwitchedOff_AcceptsWhatIsNotSigned()
    {
        using var services = Services($"{Account};Twilio:VerifySignatures=false");

        var verification = services.GetRequiredService<SignatureVerifier>().Verify(Verifiers.Get("http://localhost/api/x", null), OtherSid);

        Assert.Equal(SignatureResult.Valid, verification.Result);
        Assert.Null(verification.AccountSid);
    }

    private static ServiceProvider Services(string settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                from setting in settings.Split(';', StringSplitOptions.RemoveEmptyEntries)
                let parts = setting.Split('=', 2)
                select KeyValuePair.Create(parts[0], (string?)parts[1]))
            .Build();
        return new ServiceCollection().AddTwilioSignatures(configuration).BuildServiceProvider();
    }
}
