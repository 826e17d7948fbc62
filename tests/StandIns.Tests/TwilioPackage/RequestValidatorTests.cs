using System.Collections.Specialized;
using Twilio.Security;

namespace StandIns.Tests.TwilioPackage;

/// <summary>Twilio's published vectors (twilio-csharp's own tests), and what the package is known to get wrong.</summary>
public sealed class RequestValidatorTests
{
    private const string Url = "https://mycompany.com/myapp.php?foo=1&bar=2";
    private const string Body = """{"property": "value", "boolean": true}""";
    private const string BodyHash = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";

    private static readonly Dictionary<string, string> Parameters = new()
    {
        ["Digits"] = "1234",
        ["CallSid"] = "CA1234567890ABCDE",
        ["To"] = "+18005551212",
        ["Caller"] = "+14158675309",
        ["From"] = "+14158675309",
    };

    private readonly RequestValidator validator = new("12345");

    [Theory]
    [InlineData(Url, "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData(Url, "kvajT1Ptam85bY51eRf/AJRuM3w=")]
    [InlineData("http://mycompany.com/myapp.php?foo=1&bar=2", "0ZXoZLH/DfblKGATFgpif+LLRf4=")]
    [InlineData("https://mycompany.com:1234/myapp.php?foo=1&bar=2", "CYn1h0gLBdNxDGkKJg6hYohgeD8=")]
    [InlineData("https://mycompany.com:1234/myapp.php?foo=1&bar=2", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData("https://MyCompany.com/myapp.php?foo=1&bar=2", "g9IN/x4Cft2g517EjYvEvM/W7LU=")]
    [InlineData("HTTP://username:password@MyCompany.com/myapp.php?foo=1&bar=2", "hy/l8pca+LFms4cvRdv8uiP6NGc=")]
    public void PublishedVector_IsAccepted(string url, string signature) => Assert.True(validator.Validate(url, Parameters, signature));

    [Theory]
    [InlineData(Url, "RSOYDt4T1cUTdK1PDd93/VVr8B9=")]
    [InlineData("https://MyCompany.com/myapp.php?foo=1&bar=2", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    public void WrongSignature_IsRefused(string url, string signature) => Assert.False(validator.Validate(url, Parameters, signature));

    [Fact]
    public void ExplicitDefaultPort_IsNotRemoved() =>
        Assert.False(validator.Validate("https://mycompany.com:443/myapp.php?foo=1&bar=2", Parameters, "RSOYDt4T1cUTdK1PDd93/VVr8B8="));

    [Theory]
    [InlineData($"{Url}&bodySHA256={BodyHash}", "a9nBmqA0ju/hNViExpshrM61xv4=")]
    [InlineData($"https://mycompany.com/myapp.php?bodySHA256={BodyHash}", "y77kIzt2vzLz71DgmJGsen2scGs=")]
    public void HashedBody_IsAccepted(string url, string signature) => Assert.True(validator.Validate(url, Body, signature));

    [Fact]
    public void ChangedBody_IsRefused() =>
        Assert.False(validator.Validate($"{Url}&bodySHA256={BodyHash}", Body + " ", "a9nBmqA0ju/hNViExpshrM61xv4="));

    [Fact]
    public void BodyHashWithoutValue_Throws() =>
        Assert.Throws<IndexOutOfRangeException>(() => validator.Validate($"{Url}&bodySHA256", Body, "a9nBmqA0ju/hNViExpshrM61xv4="));

    [Fact]
    public void RepeatedParameter_IsJoinedAndRefused()
    {
        var parameters = new NameValueCollection
        {
            { "Sid", "CA123" }, { "SidAccount", "AC123" }, { "Digits", "5678" }, { "Digits", "1234" }, { "Digits", "1234" },
        };

        Assert.False(validator.Validate(Url, parameters, "IK+Dwps556ElfBT0I3Rgjkr1wJU="));
    }

    [Fact]
    public void ParameterWithoutName_Throws() =>
        Assert.Throws<ArgumentNullException>(() => validator.Validate(Url, new NameValueCollection { { null, "value" } }, "signature"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void MissingSignature_ThrowsWithTheWrongParameterName(string? signature)
    {
        var thrown = Assert.Throws<ArgumentException>(() => validator.Validate(Url, Parameters, signature!));

        Assert.Equal("url", thrown.ParamName);
        Assert.StartsWith("Parameter 'expected' cannot be null or empty.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingSecret_ThrowsAtConstruction() => Assert.Throws<ArgumentNullException>(() => new RequestValidator(null!));
}
