using System.Globalization;
using FsCheck.Fluent;
using TwilioFunctions.Core.Logging;

namespace TwilioFunctions.Core.Tests;

/// <summary>No full phone number, no secret and no control character gets into a log, however a URL spells it.</summary>
public sealed class MaskedUrlTests
{
    private const string Secret = "q9XsecretX9q";

    private static readonly string[] SecretNames =
        ["code", "Code", "%63ode", "c%6Fde", "secret", "x-functions-key", "X%2Dfunctions%2Dkey", "access_token", "access%5Ftoken", "token", "url=https%3A%2F%2Fexample.com%2F%3Fcode"];

    [Theory]
    [InlineData("https://example.com/x?To=whatsapp:%2B15005550006", "https://example.com/x?To=whatsapp:***06")]
    [InlineData("https://example.com/x?To=whatsapp%3A%2B15005550006&a=1", "https://example.com/x?To=whatsapp%3A***06&a=1")]
    [InlineData("https://example.com/x?To=tel:+15005550006", "https://example.com/x?To=tel:***06")]
    [InlineData("https://example.com/x?To=sip:+15005550006@example.com", "https://example.com/x?To=sip:***06@example.com")]
    [InlineData("https://example.com/x?To=client:15005550006", "https://example.com/x?To=client:***06")]
    [InlineData("https://example.com/x?To=%2B1%20(500)%20555-0006", "https://example.com/x?To=***06")]
    [InlineData("https://example.com/x?To=+1+500+555+0006", "https://example.com/x?To=***06")]
    [InlineData("https://example.com/x?To=500.555.0006,500-555-0007", "https://example.com/x?To=***06,***07")]
    [InlineData("https://example.com/x?To=%2B15005550006%2C%2B15005550007", "https://example.com/x?To=***06%2C***07")]
    [InlineData("https://example.com/x?To=%252B15005550006", "https://example.com/x?To=%252B***06")]
    [InlineData("https://example.com/x?+15005550006", "https://example.com/x?***06")]
    [InlineData("https://example.com/numbers/+15005550006/x", "https://example.com/numbers/***06/x")]
    [InlineData("https://example.com/x?%63ode=a/b?c;d#e", "https://example.com/x?%63ode=***")]
    [InlineData("https://example.com/x?x-functions-key=a%26b&access_token=c", "https://example.com/x?x-functions-key=***&access_token=***")]
    [InlineData("https://example.com/x?a=%0Ab\nc\u001b[2J", "https://example.com/x?a=%0Ab\uFFFDc\uFFFD[2J")]
    [InlineData("https://user:pass@example.com:8443?code=x", "https://user:***@example.com:8443?code=***")]
    [InlineData("a..b", "a..b")]
    [InlineData("", "")]
    [InlineData(
        "https://example.com/x?CallSid=CA00000000000000000000000000000001&bodySHA256=0123456789012345678901234567890123456789012345678901234567890123&Digits=123456",
        "https://example.com/x?CallSid=CA00000000000000000000000000000001&bodySHA256=0123456789012345678901234567890123456789012345678901234567890123&Digits=123456")]
    public void Url_IsMasked(string url, string expected) => Assert.Equal(expected, MaskedUrl.Of(url));

    [Fact]
    public void NoNumberOrSecretOrControlCharacterSurvives()
    {
        var text = Gen.ArrayOf(Gen.Choose(0, 0xFFFF).Select(unit => (char)unit)).Select(letters => new string(letters));
        var prefix = Gen.Elements("", "whatsapp:", "tel:", "client:", "sip:", "a", "+", "%2B", "%20", "00", "x,");
        var number = Gen.ArrayOf(Gen.Choose(0, 9), 11).SelectMany(digits => Gen.ArrayOf(Gen.Elements("", "", "", " ", "-", ".", "%20", "%2D", "+", "(", ")"), 11).SelectMany(separators =>
            Gen.Elements(false, true).Select(encoded => string.Concat(digits.Zip(separators, (digit, separator) => (encoded ? $"%3{digit}" : $"{digit}") + separator)))));
        var cases = from before in text
                    from first in number
                    from second in number
                    from start in prefix
                    from name in Gen.Elements(SecretNames)
                    from after in text
                    select (Url: $"https://example.com/x?a={before.Replace("=", "", StringComparison.Ordinal)}&To={start}{first},{second}&{name}={Secret}&b={after}", Numbers: new[] { first, second });

        foreach (var (url, numbers) in Gen.Sample(cases, 2000))
        {
            var masked = MaskedUrl.Of(url);

            Assert.DoesNotContain(Secret, masked, StringComparison.Ordinal);
            Assert.DoesNotContain(masked, char.IsControl);
            Assert.DoesNotContain(masked, letter => char.GetUnicodeCategory(letter) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            // What is left between the two parameters has the last two digits of a number, and perhaps one of a prefix.
            var left = Uri.UnescapeDataString(masked.Split("&To=")[1].Split('&')[0]);
            Assert.All(numbers, whole => Assert.DoesNotContain(DigitsOf(Uri.UnescapeDataString(whole)), DigitsOf(left), StringComparison.Ordinal));
            Assert.InRange(DigitsOf(left).Length, 2, 4);
        }
    }

    [Theory]
    [InlineData("no\r\nline\u2028of\u0085its\u009b\u202eown\u0000", "no\uFFFD\uFFFDline\uFFFDof\uFFFDits\uFFFD\uFFFDown\uFFFD")]
    [InlineData("Zoë 🎧", "Zoë 🎧")]
    public void LogText_HasNoControlCharacters(string text, string expected) => Assert.Equal(expected, LogText.Clean(text));

    private static string DigitsOf(string text) => new([.. text.Where(char.IsDigit)]);
}
