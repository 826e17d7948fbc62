using System.Net;
using TwilioFunctions.Cli.Simulate;

namespace TwilioFunctions.Cli.Tests.Simulate;

public sealed class AnswersTests
{
    [Theory]
    [InlineData(0.5, 50)]
    [InlineData(0.9, 90)]
    [InlineData(0.99, 99)]
    [InlineData(1, 100)]
    public void Percentile_IsTheNearestRank(double part, int milliseconds)
    {
        var answers = new Answers([.. Enumerable.Range(1, 100).Reverse().Select(number => Answer.Of(HttpStatusCode.OK, TimeSpan.FromMilliseconds(number)))]);

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), answers.Percentile(part));
    }

    [Fact]
    public void OneAnswer_IsEveryPercentile()
    {
        var answers = new Answers([Answer.Of(HttpStatusCode.OK, TimeSpan.FromMilliseconds(3))]);

        Assert.Equal(TimeSpan.FromMilliseconds(3), answers.Percentile(0.5));
        Assert.Equal(TimeSpan.FromMilliseconds(3), answers.Percentile(0.99));
    }

    [Fact]
    public void Redirect_IsNoSuccess()
    {
        var answers = new Answers([Answer.Of(HttpStatusCode.OK, TimeSpan.Zero), Answer.Of(HttpStatusCode.Redirect, TimeSpan.Zero)]);

        Assert.False(answers.AreAllSuccesses);
        Assert.Null(answers.FailureWithoutAnswer);
    }
}
