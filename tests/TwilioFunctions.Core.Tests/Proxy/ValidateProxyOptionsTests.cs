using Microsoft.Extensions.Options;

namespace TwilioFunctions.Core.Tests.Proxy;

public sealed class ValidateProxyOptionsTests
{
    [Theory]
    [InlineData("OnPolicyFailure=maybe", "Proxy__OnPolicyFailure is neither allow nor block.")]
    [InlineData("BlockedNumbers__0= ", "Proxy__BlockedNumbers__0 is empty.")]
    [InlineData("QuietHours__0__Days__0=Someday", "Proxy__QuietHours__0__Days holds 'Someday'")]
    [InlineData("QuietHours__0__From=25:00", "Proxy__QuietHours__0__From is '25:00'")]
    [InlineData("QuietHours__0__TimeZone=UTC", "Proxy__QuietHours__0 has neither Days nor From nor Until")]
    [InlineData("QuietHours__2__Form=18:00", "Proxy__QuietHours__2__Form isn't a setting. Did you mean Proxy__QuietHours__2__From?")]
    [InlineData("BlockNumbers__0=+1555*", "Proxy__BlockNumbers isn't a setting. Did you mean Proxy__BlockedNumbers?")]
    [InlineData("OutOfSession__Voice__Knid=Say", "Proxy__OutOfSession__Voice__Knid isn't a setting. Did you mean Proxy__OutOfSession__Voice__Kind?")]
    [InlineData("MaxBodyLength=-1", "Proxy__MaxBodyLength is a number of characters")]
    [InlineData("BlockedBodyPattern=(", "Proxy__BlockedBodyPattern is no regular expression")]
    [InlineData("BlockedBodyPattern=(?=a)b", "Proxy__BlockedBodyPattern has a lookaround")]
    [InlineData("BlockedBodyPattern=(a)\\1", "Proxy__BlockedBodyPattern has a lookaround, a back-reference")]
    [InlineData("OutOfSession__Voice__Kind=Say", "Proxy__OutOfSession__Voice__Text is not set")]
    [InlineData("OutOfSession__Voice__Text=Hello", "Proxy__OutOfSession__Voice__Kind is not set")]
    [InlineData("OutOfSession__Message=bell\a", "Proxy__OutOfSession__Message has a character that XML cannot hold.")]
    [InlineData("OutOfSession__Session__Mode=voice-only", "Proxy__OutOfSession__Session__ParticipantIdentifier is not a number in E.164")]
    public void WrongSetting_IsNamedInASentence(string setting, string sentence)
    {
        var wrong = Assert.ThrowsAny<OptionsValidationException>(() => ProxySettings.Of(setting));

        Assert.StartsWith(sentence, Assert.Single(wrong.Failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ParticipantProxyIdentifier=555", "ParticipantProxyIdentifier")]
    [InlineData("UniqueName=one for all", "UniqueName does not contain {sid}")]
    [InlineData("UniqueName={sid}{sid}{sid}{sid}{sid}{sid}", "UniqueName is longer than 191")]
    [InlineData("Mode=video", "Mode is none of")]
    [InlineData("Ttl=0", "Ttl is a number of seconds")]
    public void WrongSettingOfASession_IsNamedInASentence(string setting, string sentence)
    {
        var wrong = Assert.Throws<OptionsValidationException>(
            () => ProxySettings.Of("OutOfSession__Session__ParticipantIdentifier=+15557654321", $"OutOfSession__Session__{setting}"));

        Assert.StartsWith($"Proxy__OutOfSession__Session__{sentence}", Assert.Single(wrong.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void TooLongMessage_IsNamed() => Assert.Throws<OptionsValidationException>(() => ProxySettings.Of($"OutOfSession__Message={new string('x', 1601)}"));

    [Fact]
    public void NoSettings_AreRight() => Assert.Null(ProxySettings.Of().Value.OutOfSession.Session);

    [Fact]
    public void PastedWhiteSpace_IsTakenAway()
    {
        var options = ProxySettings.Of("OnPolicyFailure= block ", "BlockedNumbers__0= +1* ", "BlockedBodyPattern=").Value;

        Assert.Equal(("block", "+1*", null), (options.OnPolicyFailure, options.BlockedNumbers[0], options.BlockedBodyPattern));
    }
}
