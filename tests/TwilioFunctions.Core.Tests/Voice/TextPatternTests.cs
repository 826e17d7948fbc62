using TwilioFunctions.Core.Voice;

namespace TwilioFunctions.Core.Tests.Voice;

public sealed class TextPatternTests
{
    [Theory]
    [InlineData("+15551234567", "+15551234567", true)]
    [InlineData("+15551234567", "+155512345678", false)]
    [InlineData("+49*", "+4930123", true)]
    [InlineData("+49*", "+4", false)]
    [InlineData("sip:*@example.com", "SIP:desk@EXAMPLE.com", true)]
    [InlineData("*", "", true)]
    [InlineData("a*a", "a", false)]
    [InlineData("a*b*c", "aXbYc", true)]
    [InlineData("a*b*c", "acb", false)]
    [InlineData("*ab*ab*", "xabyABz", true)]
    [InlineData("*ab*ab*", "xabz", false)]
    [InlineData("**1**", "21\n2", true)]
    [InlineData("", "", true)]
    [InlineData("a?c", "abc", false)]
    [InlineData("a?c", "a?c", true)]
    [InlineData(@"a\b", @"a\b", true)]
    [InlineData(@"a\*", @"a\bc", true)]
    [InlineData("a[b]*", "a[b]c", true)]
    public void Pattern_MatchesTheWholeText(string pattern, string text, bool matches) => Assert.Equal(matches, TextPattern.Matches(pattern, text));
}
