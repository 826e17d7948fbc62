using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Tests.Signatures;

/// <summary>Which keys are tried for which account. Signatures are those of twilio-node's published example of a URL alone.</summary>
public sealed class KeyTests
{
    private const string Url = "https://example.com/path?test=param";
    private const string Token = "s3cr3t";
    private const string Other = "another token";
    private const string Unresolved = "@Microsoft.KeyVault(SecretUri=https://vault.vault.azure.net/secrets/token)";
    private const string Subaccount = "AC00000000000000000000000000000002";
    private const string Stranger = "AC00000000000000000000000000000003";

    private static readonly string Signature = PublishedVector.All.Single(vector => vector.Id == "node-none").Signature!;

    [Fact]
    public void PrimaryToken_IsNamed() =>
        AssertValid(Verify(Verifiers.AccountSid, Account(Token)), Verifiers.AccountSid, "primary");

    [Fact]
    public void SecondaryToken_IsAcceptedWhileTokensAreRotated() =>
        AssertValid(Verify(Verifiers.AccountSid, Account(Other, Token)), Verifiers.AccountSid, "secondary");

    [Theory]
    [InlineData(Token, null, "parent primary")]
    [InlineData(Other, Token, "parent secondary")]
    public void ParentsToken_IsAcceptedForTheSubaccount(string primary, string? secondary, string place) =>
        AssertValid(
            Verify(Subaccount, Account(primary, secondary), SubaccountOf(Verifiers.AccountSid, Other)), Verifiers.AccountSid, place);

    [Fact]
    public void OwnToken_IsTriedBeforeTheParents() =>
        AssertValid(Verify(Subaccount, Account(Token), SubaccountOf(Verifiers.AccountSid, Token)), Subaccount, "primary");

    [Fact]
    public void SubaccountsToken_IsRefusedForTheParent() =>
        Assert.Equal(
            SignatureResult.Mismatch,
            Verify(Verifiers.AccountSid, Account(Other), SubaccountOf(Verifiers.AccountSid, Token)).Result);

    [Fact]
    public void TokenOfAnotherAccount_IsRefused() =>
        Assert.Equal(
            SignatureResult.Mismatch,
            Verify(Stranger, Account(Token), new TwilioAccountOptions { AccountSid = Stranger, AuthToken = Other }).Result);

    [Fact]
    public void AccountThatIsNotConfigured_IsUnknown() =>
        Assert.Equal(SignatureResult.UnknownAccount, Verify(Stranger, Account(Token)).Result);

    [Fact]
    public void RequestThatNamesNoAccount_IsTriedWithAllKeys() =>
        AssertValid(Verify(null, Account(Other), SubaccountOf(Verifiers.AccountSid, Token)), Subaccount, "primary");

    [Theory]
    [InlineData("")]
    [InlineData(Unresolved)]
    [InlineData("@microsoft.keyvault(VaultName=vault;SecretName=token)")]
    public void TokenThatCannotBeRead_IsOurFault(string token)
    {
        Assert.Equal(SignatureResult.KeyUnavailable, Verify(Verifiers.AccountSid, Account(token)).Result);
        Assert.Equal(SignatureResult.KeyUnavailable, Verify(null, Account(token)).Result);
    }

    [Fact]
    public void ParentsTokenThatCannotBeRead_IsOurFault() =>
        Assert.Equal(
            SignatureResult.KeyUnavailable, Verify(Subaccount, Account(Unresolved), SubaccountOf(Verifiers.AccountSid, Other)).Result);

    [Fact]
    public void OtherTokenThatMatches_MakesUpForOneThatCannotBeRead() =>
        AssertValid(Verify(Verifiers.AccountSid, Account(Unresolved, Token)), Verifiers.AccountSid, "secondary");

    [Fact]
    public void EmptySecondaryToken_IsNone() =>
        Assert.Equal(SignatureResult.Mismatch, Verify(Verifiers.AccountSid, Account(Other, "")).Result);

    private static SignatureVerification Verify(string? accountSid, params TwilioAccountOptions[] accounts) =>
        Verifiers.With(null, accounts).Verify(Verifiers.Get(Url, Signature), accountSid);

    private static TwilioAccountOptions Account(string token, string? secondary = null) =>
        new() { AccountSid = Verifiers.AccountSid, AuthToken = token, SecondaryAuthToken = secondary };

    private static TwilioAccountOptions SubaccountOf(string parent, string token) =>
        new() { AccountSid = Subaccount, AuthToken = token, ParentAccountSid = parent };

    private static void AssertValid(SignatureVerification verification, string accountSid, string key)
    {
        Assert.Equal(SignatureResult.Valid, verification.Result);
        Assert.Equal(accountSid, verification.AccountSid);
        Assert.Equal(key, verification.Key);
    }
}
