using Twilio.TwiML.Voice;
using HttpMethod = Twilio.Http.HttpMethod;
using PhoneNumber = Twilio.Types.PhoneNumber;
using StringEnum = Twilio.Types.StringEnum;

namespace StandIns.Tests.TwilioPackage;

/// <summary>The small types that TwiML takes.</summary>
public sealed class TypesTests
{
    [Fact]
    public void EnumOfTheSameText_IsEqual()
    {
        Client.EventEnum made = "ringing";

        Assert.True(made == Client.EventEnum.Ringing);
        Assert.False(made != Client.EventEnum.Ringing);
        Assert.Equal(made.GetHashCode(), Client.EventEnum.Ringing.GetHashCode());
        Assert.Equal("ringing", made.ToString());
    }

    [Fact]
    public void EnumOfAnotherTextOrType_IsNotEqual()
    {
        Client.EventEnum upperCase = "Ringing";

        Assert.False(upperCase == Client.EventEnum.Ringing);
        Assert.False(Client.EventEnum.Ringing == (StringEnum)Number.EventEnum.Ringing);
        Assert.False(Client.EventEnum.Ringing == null);
    }

    [Fact]
    public void EnumWithoutText_TakesOneLater()
    {
        var reason = new Reject.ReasonEnum();

        reason.FromString("busy");

        Assert.Equal(Reject.ReasonEnum.Busy, reason);
    }

    [Fact]
    public void EnumMadeOfNull_IsRefusedWhenWritten()
    {
        string? missing = null;
        var reject = new Reject(missing!);

        Assert.Throws<ArgumentNullException>(() => reject.ToString());
    }

    [Fact]
    public void Method_IsUpperCase()
    {
        HttpMethod method = "get";

        Assert.Equal(HttpMethod.Get, method);
        Assert.NotEqual(HttpMethod.Post, method);
        Assert.Equal("GET", method.ToString());
    }

    [Fact]
    public void PhoneNumber_IsItsText()
    {
        PhoneNumber number = "+15005550006";

        Assert.Equal("+15005550006", number.ToString());
    }
}
