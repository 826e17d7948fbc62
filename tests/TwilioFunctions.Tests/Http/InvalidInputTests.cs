using System.Buffers.Text;
using System.Reflection;
using System.Text;
using TwilioFunctions.Contracts;
using TwilioFunctions.Tests.Bindings;
using TwilioFunctions.Tests.OpenApi;

namespace TwilioFunctions.Tests.Http;

/// <summary>Input that can't be right is a 400 of every list and every path, and a problem that a program can read.</summary>
[Collection(BindingsAppTests.Name)]
public sealed class InvalidInputTests(BindingsApp app)
{
    private const string Account = $"accounts/{BindingsApp.AccountSid}";

    private static readonly string[] Lists =
    [
        $"calls?accountSid={BindingsApp.AccountSid}&", $"events?accountSid={BindingsApp.AccountSid}&", "dead-letters?", $"{Account}/bindings?", $"{Account}/bindings:export?",
    ];

    private static readonly string[] Tokens =
    [
        "%21", "AAAA", "%00", "%FF", "a,b", "1%218%21a%201%218%21b", Base64Url.EncodeToString("a b"u8), Base64Url.EncodeToString("1!8!YQ-- 1!8!Yg--"u8),
        Base64Url.EncodeToString("\0 \n"u8), Base64Url.EncodeToString([0xFF, 0x20, 0xFE]), Base64Url.EncodeToString(Encoding.UTF8.GetBytes(new string('a', 2000) + " b")),
    ];

    public static TheoryData<string> ListsWithTokens => new(Lists.SelectMany(list => Tokens.Select(token => $"{list}continuationToken={token}")));

    public static TheoryData<string, string> BadEscapes
    {
        get
        {
            var paths = new TheoryData<string, string>();
            foreach (var escape in (string[])["%FF", "%ED%A0%80", "%C0%AF", "%E2%82"])
            {
                paths.Add($"{Account}/identities/{escape}/bindings", "identity");
                paths.Add($"{Account}/identities/a{escape}b/bindings/phone", "identity");
                paths.Add($"{Account}/identities/bob/bindings/{escape}", "bindingId");
                paths.Add($"accounts/{escape}/bindings", "accountSid");
                paths.Add($"calls/{escape}", "callSid");
                paths.Add($"calls/{escape}/recordings/RE1", "callSid");
                paths.Add($"calls/CA1/recordings/{escape}", "recordingSid");
            }
            return paths;
        }
    }

    [Theory]
    [MemberData(nameof(ListsWithTokens))]
    public async Task ContinuationTokenThatNoPageGaveOut_400(string path) =>
        AssertProblem(await app.SendAsync("GET", path), 400, ProblemTypes.InvalidParameter, "continuationToken");

    [Fact]
    public async Task ContinuationTokenOfAnotherList_400()
    {
        var identity = BindingsApp.NewIdentity();
        await app.SendAsync("PUT", BindingsApp.Path(identity, "one"), BindingsApp.Binding);
        await app.SendAsync("PUT", BindingsApp.Path(identity, "two"), BindingsApp.Binding);
        var token = (await app.SendAsync("GET", $"{Account}/bindings?pageSize=1")).Json.GetProperty("continuationToken").GetString();

        Assert.Equal(200, (await app.SendAsync("GET", $"{Account}/bindings?continuationToken={token}")).Status);
        Assert.Equal(200, (await app.SendAsync("GET", $"{Account}/bindings:export?continuationToken={token}")).Status);
        foreach (var list in (string[])["dead-letters?", $"{Account}/bindings?channel=fcm&", $"accounts/{BindingsApp.OtherAccountSid}/bindings?", $"calls?accountSid={BindingsApp.AccountSid}&"])
            AssertProblem(await app.SendAsync("GET", $"{list}continuationToken={token}"), 400, ProblemTypes.InvalidParameter, "continuationToken");
    }

    [Theory]
    [MemberData(nameof(BadEscapes))]
    public async Task BadPercentEscape_400(string path, string field)
    {
        var answer = await app.SendAsync("GET", path);

        Assert.Equal((400, true), (answer.Status, answer.IsProblem));
        Assert.Contains(field, answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("calls?accountSid=x&date=yesterday", 400, ProblemTypes.InvalidParameter, "date")]
    [InlineData("calls?accountSid=x&pageSize=0", 400, ProblemTypes.InvalidParameter, "pageSize")]
    [InlineData("events", 400, ProblemTypes.InvalidParameter, "accountSid")]
    [InlineData("dead-letters?queue=x", 400, ProblemTypes.InvalidParameter, "queue")]
    [InlineData("dead-letters/none", 404, ProblemTypes.DeadLetterNotFound, "dead-letters")]
    [InlineData("calls/CA1", 404, ProblemTypes.CallNotFound, "")]
    [InlineData("accounts/AC1/bindings", 404, ProblemTypes.UnknownAccount, "accountSid")]
    [InlineData("me/bindings", 401, ProblemTypes.InvalidAccessToken, "")]
    public async Task Problem_HasAStableTypeTheFieldAndATrace(string path, int status, string type, string field) =>
        AssertProblem(await app.SendAsync("GET", path), status, type, field);

    [Fact]
    public async Task WrongBinding_NamesTheField()
    {
        var answer = await app.SendAsync("PUT", BindingsApp.Path(BindingsApp.NewIdentity(), "phone"), """{"channel":"webhook","webhook":{"url":"https://example.com"}}""");

        AssertProblem(answer, 400, ProblemTypes.InvalidBinding, "webhook.secret: ");
    }

    [Theory]
    [InlineData("GET", "nothing")]
    [InlineData("PATCH", "calls")]
    [InlineData("GET", "twilio/events")]
    public async Task UnknownRouteOrMethod_IsTheHostsOwn404(string method, string path)
    {
        var answer = await app.SendAsync(method, path);

        Assert.Equal((404, ""), (answer.Status, answer.Body));
    }

    [Fact]
    public void OpenApi_ListsAllTypes()
    {
        var listed = OpenApiFile.Schemas.GetProperty("Problem").GetProperty("properties").GetProperty("type").GetProperty("enum");

        var types = typeof(ProblemTypes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(type => (string)type.GetRawConstantValue()!).Where(type => type != ProblemTypes.Prefix);
        Assert.Equal(types.Order(StringComparer.Ordinal), listed.EnumerateArray().Select(type => type.GetString()!).Order(StringComparer.Ordinal));
    }

    private static void AssertProblem(AppAnswer answer, int status, string type, string field)
    {
        Assert.Equal((status, true), (answer.Status, answer.IsProblem));
        Assert.Equal(type, answer.Json.GetProperty("type").GetString());
        Assert.Contains(field, answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{32}$", answer.Json.GetProperty("traceId").GetString());
    }
}
