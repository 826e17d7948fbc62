using FsCheck;
using FsCheck.Fluent;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Tests.Storage;

public sealed class TableKeyTests
{
    [Theory]
    [InlineData("EZ=002F1|0123456789abcdef", true)]
    [InlineData("", false)]
    [InlineData("a/b", false)]
    [InlineData("a\nb", false)]
    public void KeyThatIsLegal_IsTold(string key, bool isLegal)
    {
        Assert.Equal(isLegal, TableKey.IsLegal(key));
        Assert.False(TableKey.IsLegal(key + "\ud800"));
        Assert.False(TableKey.IsLegal(new string('a', 513)));
    }

    [Fact]
    public void AnyText_ComesBackAsItWas() =>
        Prop.ForAll<string>(text => TableKey.Decode(TableKey.Encode(text ?? "")) == (text ?? "")).QuickCheckThrowOnFailure();

    [Fact]
    public void AnyText_BecomesALegalKey() =>
        Prop.ForAll<string>(text => TableKey.Encode(text ?? "").All(unit => !char.IsControl(unit) && !@"/\#?%|".Contains(unit))).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("EZ0123", "EZ0123")]
    [InlineData("alice@example.com", "alice@example.com")]
    [InlineData("a/b", "a=002Fb")]
    [InlineData("a=b", "a=003Db")]
    [InlineData("Zoë 😀", "Zoë 😀")]
    public void Text_IsEscapedOnlyWhereItMust(string text, string key) => Assert.Equal(key, TableKey.Encode(text));

    // Not a case of the theory: an attribute cannot carry half of a surrogate pair.
    [Fact]
    public void HalfASurrogatePair_IsEscaped() => Assert.Equal("half =D83D", TableKey.Encode("half \ud83d"));

    [Theory]
    [InlineData("=")]
    [InlineData("a=00")]
    [InlineData("a=zzzz")]
    public void KeyWithUnfinishedEscape_IsRefused(string key) => Assert.Throws<FormatException>(() => TableKey.Decode(key));

    [Fact]
    public void LaterTime_SortsFirst()
    {
        var time = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

        Assert.True(string.CompareOrdinal(TableKey.Inverted(time.AddTicks(1)), TableKey.Inverted(time)) < 0);
    }
}
