using System.Text;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Core.Webhooks;

namespace TwilioFunctions.Core.Tests.Webhooks;

public sealed class FormReadingTests
{
    [Theory]
    [InlineData("Wed, 03 Jul 2024 10:00:00 +0000")]
    [InlineData("Wed, 03 Jul 2024 10:00:00 GMT")]
    [InlineData("Wed, 3 Jul 2024 12:00:00 +0200")]
    [InlineData("2024-07-03T10:00:00Z")]
    [InlineData("2024-07-03T10:00:00.000Z")]
    public void TimeInEachOfTwiliosSpellings_IsRead(string text) =>
        Assert.Equal(new DateTimeOffset(2024, 7, 3, 10, 0, 0, TimeSpan.Zero), Form("T", text).Time("T"));

    [Theory]
    [InlineData("")]
    [InlineData("10:00")]
    [InlineData("Mon, 03 Jul 2024 10:00:00 GMT")]
    [InlineData("Mon, 01 Jan 0001 00:00:00 GMT")]
    [InlineData("tomorrow")]
    public void OtherTimes_AreNull(string text) => Assert.Null(Form("T", text).Time("T"));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("0012", 12)]
    [InlineData("-1", null)]
    [InlineData("1.5", null)]
    [InlineData("99999999999", null)]
    [InlineData("", null)]
    public void WholeNumbers_AreRead(string text, int? expected) => Assert.Equal(expected, Form("N", text).Integer("N"));

    [Fact]
    public void RepeatedName_IsItsFirstValue() => Assert.Equal("a", FormParameters.Parse("X=a&X=b"u8).Text("X"));

    private static FormParameters Form(string name, string value) => FormParameters.Parse(Encoding.UTF8.GetBytes($"{name}={Uri.EscapeDataString(value)}"));
}
