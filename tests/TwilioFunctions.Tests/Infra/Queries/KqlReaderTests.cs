namespace TwilioFunctions.Tests.Infra.Queries;

/// <summary>What a query asks of log lines is read, and held against lines.</summary>
public sealed class KqlReaderTests
{
    private static readonly AppLogMessage Line =
        AppLogMessage.Read(1, "Queue {Queue} holds {Messages} messages, the oldest for {OldestAge:F1} s, {{so}}", []);

    [Fact]
    public void Line_HasALetterForEachValue()
    {
        Assert.Equal("Queue \uE000 holds \uE001 messages, the oldest for \uE002 s, {so}", Line.Text);
        Assert.Equal(["Queue", "Messages", "OldestAge"], Line.Holes);
    }

    [Fact]
    public void Query_HasAPartForEachTable()
    {
        var parts = KqlReader.PartsOf("let a = AppTraces // AppRequests\n| where Message has 'x'; union a, (AppRequests | where Name == \"AppTraces\")").ToList();

        Assert.Equal(["AppTraces", "AppRequests"], parts.Select(part => part[0].Text));
        Assert.Contains(parts[1], token => token is { IsString: true, Text: "AppTraces" });
    }

    [Theory]
    [InlineData("""Message startswith "Queue " """, true)]
    [InlineData("""Message startswith "queue " """, false)]
    [InlineData("""Message startswith "holds" """, false)]
    [InlineData("""Message contains " holds " and Message contains " messages, " """, true)]
    [InlineData("""Message contains " hold " """, false)]
    [InlineData("""Message contains "-poison holds " """, true)]
    [InlineData("""Message contains "-dead holds " """, false)]
    [InlineData("""Message contains "Queue calls" """, true)]
    [InlineData("""Message contains "Queue events" """, false)]
    [InlineData("""Message startswith "Queue " | parse Message with "Queue " Queue " holds " Messages:long " messages" *""", true)]
    [InlineData("""parse Message with * " messages" * " holds " *""", false)]
    public void Phrase_IsInALineOrNot(string condition, bool isThere) => Assert.Equal(isThere, Match($"AppTraces | where {condition}") is not null);

    [Fact]
    public void Columns_AreTheValuesThatStandAlone()
    {
        var columns = Match("""AppTraces | parse Message with "Queue " Which " holds " Count:long " messages" Rest " s" *""");

        Assert.Equal(new Dictionary<string, string> { ["Which"] = "Queue", ["Count"] = "Messages" }, columns);
    }

    [Fact]
    public void WhatNobodyCanHoldAgainstCode_IsTold() =>
        Assert.Equal(["Message matches", "Message has_any"], MessagePattern.Of(KqlReader.PartsOf("AppTraces | where Message matches regex 'x' or Message has_any ('y') | project Message, Id").Single()).Unreadable);

    private static IReadOnlyDictionary<string, string>? Match(string query) =>
        MessageMatch.Of(MessagePattern.Of(KqlReader.PartsOf(query).Single()), Line, (_, hole) => hole == "Queue" ? ["calls", "calls-poison"] : []);
}
