using Azure;
using TwilioFunctions.Core.Bindings;

namespace TwilioFunctions.Core.Tests.Bindings;

public sealed class WriteConditionTests
{
    private const string Current = "W/\"datetime'2026-11-21T10%3A00%3A00.0000000Z'\"";

    [Theory]
    [InlineData(null, null, true, true)]
    [InlineData("*", null, true, false)]
    [InlineData(null, "*", false, true)]
    [InlineData(Current, null, true, false)]
    [InlineData("\"datetime'2026-11-21T10%3A00%3A00.0000000Z'\"", null, true, false)]
    [InlineData("\"other\"", null, false, false)]
    [InlineData(null, Current, false, true)]
    [InlineData(null, "\"other\"", true, true)]
    [InlineData(Current, "\"other\"", true, false)]
    [InlineData(Current, Current, false, false)]
    public void Condition_HoldsAsHttpSays(string? ifMatch, string? ifNoneMatch, bool holdsForCurrent, bool holdsForNone)
    {
        var condition = new WriteCondition { IfMatch = TagsOf(ifMatch), IfNoneMatch = TagsOf(ifNoneMatch) };

        Assert.Equal(holdsForCurrent, condition.Allows(new ETag(Current)));
        Assert.Equal(holdsForNone, condition.Allows(null));
    }

    [Fact]
    public void OneOfSeveralTags_IsEnough()
    {
        ETag[] tags = [new("\"a\""), new(Current)];

        Assert.True(new WriteCondition { IfMatch = tags }.Allows(new ETag(Current)));
        Assert.False(new WriteCondition { IfNoneMatch = tags }.Allows(new ETag(Current)));
    }

    [Fact]
    public void EmptyListOfTags_MatchesNothing() => Assert.False(new WriteCondition { IfMatch = [] }.Allows(new ETag(Current)));

    private static ETag[]? TagsOf(string? tag) => tag switch { null => null, "*" => [ETag.All], _ => [new ETag(tag)] };
}
