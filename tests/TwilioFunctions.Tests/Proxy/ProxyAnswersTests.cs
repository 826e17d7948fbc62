using System.Net;
using System.Xml.Linq;
using Azure.Data.Tables;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Tests.Hosting;

namespace TwilioFunctions.Tests.Proxy;

/// <summary>What the webhooks of Proxy answer: each row of the design's table, in each column.</summary>
[Collection(ProxyAppTests.Name)]
public sealed class ProxyAnswersTests(ProxyApp proxy)
{
    private const string Callback = "twilio/proxy/callback";
    private const string Intercept = "twilio/proxy/intercept";
    private const string OutOfSession = "twilio/proxy/out-of-session";

    private readonly string callSid = ProxyApp.NewSid("CA");
    private readonly string interactionSid = ProxyApp.NewSid("KI");

    private (string, string)[] Interaction => Interacting("KP00000000000000000000000000000001");

    private (string, string)[] Call => [("AccountSid", AppProcess.AccountSid), ("CallSid", callSid), ("From", "+15550001111"), ("To", "+15550002222"), ("CallStatus", "ringing")];

    private (string, string)[] Message => [("AccountSid", AppProcess.AccountSid), ("MessageSid", ProxyApp.NewSid("SM")), ("From", "+15550001111"), ("Body", "hello")];

    [Fact]
    public async Task ProxyCallback_Accepted_204AndItIsKeptWithItsCall()
    {
        using var response = await proxy.PostAsync(Callback, Interaction);

        Assert.Equal((HttpStatusCode.NoContent, ""), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Single(await RowsAsync());
    }

    [Fact]
    public async Task ProxyCallback_SeenBefore_204()
    {
        using var first = await proxy.PostAsync(Callback, Interaction);
        using var again = await proxy.PostAsync(Callback, Interaction);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (first.StatusCode, again.StatusCode));
    }

    [Theory]
    [InlineData(Callback)]
    [InlineData(Intercept)]
    [InlineData(OutOfSession)]
    public async Task Proxy_BadSignature_401(string path)
    {
        (string, string)[] form = path == OutOfSession ? Call : Interacting(ProxyApp.BlockedParticipant);
        var account = path == OutOfSession ? "AccountSid" : "interactionAccountSid";

        using var another = await proxy.PostAsync(path, form, authToken: "another-token");
        using var foreign = await proxy.PostAsync(path, [.. form.Where(parameter => parameter.Item1 != account), (account, ProxyApp.NewSid("AC"))]);

        Assert.All([another, foreign], response => Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode));
    }

    [Theory]
    [InlineData(Callback, "interactionSid")]
    [InlineData(Intercept, "interactionSid")]
    [InlineData(OutOfSession, "CallSid")]
    public async Task Proxy_Malformed_400(string path, string missing)
    {
        using var response = await proxy.PostAsync(path, [("AccountSid", AppProcess.AccountSid), ("From", "+15550001111")]);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Contains(missing, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Callback, HttpStatusCode.NoContent)]
    [InlineData(Intercept, HttpStatusCode.Forbidden)]
    [InlineData(OutOfSession, HttpStatusCode.OK)]
    public async Task Proxy_TenThousandParametersAndRepeatedSids_AreTaken(string path, HttpStatusCode status)
    {
        (string, string)[] form = path == OutOfSession ? Call : Interacting(ProxyApp.BlockedParticipant);
        var many = Enumerable.Range(0, 10_000).Select(number => ($"parameter{number}", $"+%{number} é😀"));

        using var response = await proxy.PostAsync(path, [.. form, ("interactionSid", "KI2"), ("CallSid", "CA2"), .. many]);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task ProxyCallback_OurOwnFault_503()
    {
        using var storage = await proxy.PostAsync(Callback, Interaction, proxy.Broken);
        using var key = await proxy.PostAsync(Callback, OfOtherAccount(Interaction), proxy.Broken);
        using var size = await proxy.PostAsync(Callback, [.. Interaction, ("interactionData", new string('x', 1024 * 1024))]);

        Assert.All([storage, key, size], response => Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode));
    }

    [Fact]
    public async Task ProxyIntercept_Accepted_200AndNothingIsKept()
    {
        using var response = await proxy.PostAsync(Intercept, Interaction);

        Assert.Equal((HttpStatusCode.OK, ""), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task ProxyIntercept_Blocked_403AndKeptWithItsReason()
    {
        using var response = await proxy.PostAsync(Intercept, Interacting(ProxyApp.BlockedParticipant.ToUpperInvariant()));

        Assert.Equal((HttpStatusCode.Forbidden, ""), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        // A busy machine may miss the second in which a block is kept; the same one is the same row.
        var rows = await RowsAsync(async () => (await proxy.PostAsync(Intercept, Interacting(ProxyApp.BlockedParticipant.ToUpperInvariant()))).Dispose());
        Assert.Equal("Proxy__BlockedParticipants__0 applies.", Assert.Single(rows).GetString("BlockedReason"));
    }

    [Fact]
    public async Task ProxyIntercept_SeenBefore_TheSameDecision()
    {
        using var first = await proxy.PostAsync(Intercept, Interacting(ProxyApp.BlockedParticipant));
        using var again = await proxy.PostAsync(Intercept, Interacting(ProxyApp.BlockedParticipant));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (first.StatusCode, again.StatusCode));
    }

    [Fact]
    public async Task ProxyIntercept_OurOwnFault_200OrWhatTheSettingSays()
    {
        using var allowing = await proxy.PostAsync(Intercept, OfOtherAccount(Interaction), proxy.Broken);
        using var blocking = await proxy.PostAsync(Intercept, OfOtherAccount(Interaction), proxy.BrokenAndBlocking);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (allowing.StatusCode, blocking.StatusCode));
    }

    [Fact]
    public async Task ProxyIntercept_OurOwnFaultStorageIsAway_TheDecisionStands()
    {
        using var good = await proxy.PostAsync(Intercept, Interaction, proxy.BrokenAndBlocking);
        using var bad = await proxy.PostAsync(Intercept, Interacting(ProxyApp.BlockedParticipant), proxy.Broken);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (good.StatusCode, bad.StatusCode));
    }

    [Fact]
    public async Task ProxyOutOfSession_AcceptedAndSeenBefore_200TheSameTwimlOfTheRightKind()
    {
        var call = await TwimlAsync(Call);
        var message = await TwimlAsync(Message);

        Assert.NotNull(call.Element("Say"));
        Assert.Equal(ProxyApp.Message, message.Element("Message")!.Value);
        Assert.Equal(call, await TwimlAsync(Call), XNode.EqualityComparer);
    }

    [Fact]
    public async Task ProxyOutOfSession_OurOwnFault_200FallbackTwimlOfTheRightKind()
    {
        var call = await TwimlAsync(OfOtherAccount(Call), proxy.Broken);
        var message = await TwimlAsync(OfOtherAccount(Message), proxy.Broken);

        Assert.NotNull(call.Element("Say"));
        Assert.Equal(ProxyApp.Message, message.Element("Message")!.Value);
    }

    [Fact]
    public async Task ProxyOutOfSession_ParticipantOfAnotherAccount_IsAccepted()
    {
        var twiml = await TwimlAsync([.. Call, ("inboundParticipantAccountSid", ProxyApp.NewSid("AC")), ("sessionAccountSid", ProxyApp.NewSid("AC"))]);

        Assert.NotNull(twiml.Element("Say"));
    }

    [Fact]
    public async Task ProxyOutOfSession_SessionsAccountAlone_SelectsTheKey()
    {
        (string, string)[] call = [("CallSid", callSid)];

        using var known = await proxy.PostAsync(OutOfSession, [.. call, ("sessionAccountSid", AppProcess.AccountSid), ("inboundParticipantAccountSid", ProxyApp.NewSid("AC"))]);
        using var unknown = await proxy.PostAsync(OutOfSession, [.. call, ("sessionAccountSid", ProxyApp.NewSid("AC"))]);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (known.StatusCode, unknown.StatusCode));
    }

    private (string, string)[] Interacting(string participantSid) =>
    [
        ("interactionSid", interactionSid), ("interactionAccountSid", AppProcess.AccountSid), ("interactionType", "Voice"), ("interactionData", ""),
        ("inboundParticipantSid", participantSid), ("inboundResourceSid", callSid), ("inboundResourceType", "call"), ("inboundResourceStatus", "ringing"),
    ];

    private static (string, string)[] OfOtherAccount((string Name, string Value)[] form) =>
        [.. form.Select(parameter => parameter.Value == AppProcess.AccountSid ? (parameter.Name, ProxyApp.OtherAccountSid) : parameter)];

    private async Task<XElement> TwimlAsync((string, string)[] form, AppProcess? app = null)
    {
        using var response = await proxy.PostAsync(OutOfSession, form, app);
        Assert.Equal((HttpStatusCode.OK, "application/xml"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        return XElement.Parse(await response.Content.ReadAsStringAsync());
    }

    private Task<List<TableEntity>> RowsAsync(Func<Task>? before = null) => Eventually.CompleteAsync(
        async () =>
        {
            await (before?.Invoke() ?? Task.CompletedTask);
            var rows = new List<TableEntity>();
            var table = new TableServiceClient(proxy.ConnectionString).GetTableClient(TableNames.Calls);
            await foreach (var row in table.QueryAsync<TableEntity>($"PartitionKey eq '{callSid}' and RowKey ge 'proxy|' and RowKey lt 'proxy}}'"))
                rows.Add(row);
            return rows;
        },
        rows => rows.Count > 0,
        TimeSpan.FromSeconds(60));
}
