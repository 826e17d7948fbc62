using System.Globalization;
using System.Text.Json.Nodes;

namespace TwilioFunctions.Tests.Bindings;

/// <summary>Lists, batches, exports and imports of an account's bindings.</summary>
[Collection(BindingsAppTests.Name)]
public sealed class BindingListsTests(BindingsApp app)
{
    private const string Account = $"accounts/{BindingsApp.AccountSid}/bindings";
    private const string OtherAccount = $"accounts/{BindingsApp.OtherAccountSid}/bindings";

    private readonly string identity = BindingsApp.NewIdentity();

    [Fact]
    public async Task List_PagesThroughTheWholeAccount()
    {
        foreach (var id in (string[])["a", "b", "c"])
            await app.SendAsync("PUT", BindingsApp.Path(identity, id), BindingsApp.Binding);

        var found = new List<string>();
        string? token = null;
        do
        {
            var page = await app.SendAsync("GET", $"{Account}?pageSize=2&channel=webhook{(token is null ? "" : $"&continuationToken={token}")}");
            Assert.InRange(page.Json.GetProperty("bindings").GetArrayLength(), 0, 2);
            found.AddRange(from binding in page.Json.GetProperty("bindings").EnumerateArray()
                           where binding.GetProperty("identity").GetString() == identity
                           select binding.GetProperty("bindingId").GetString());
            token = page.Json.GetProperty("continuationToken").GetString();
        }
        while (token is not null);

        Assert.Equal(["a", "b", "c"], found);
    }

    [Fact]
    public async Task ListOfAnotherChannel_IsEmpty()
    {
        await app.SendAsync("PUT", BindingsApp.Path(identity, "a"), BindingsApp.Binding);

        var page = await app.SendAsync("GET", $"{Account}?channel=apns");

        Assert.Equal((200, 0), (page.Status, page.Json.GetProperty("bindings").GetArrayLength()));
    }

    [Theory]
    [InlineData("channel=pigeon", "channel is one of fcm, apns, webpubsub, webhook")]
    [InlineData("pageSize=0", "pageSize")]
    [InlineData("pageSize=1001", "pageSize")]
    [InlineData("continuationToken=%21", "continuationToken")]
    public async Task WrongParameter_IsNamed(string query, string hint)
    {
        foreach (var list in (string[])["", ":export"])
        {
            var refused = await app.SendAsync("GET", $"{Account}{list}?{query}");
            Assert.Equal((400, true), (refused.Status, refused.IsProblem));
            Assert.Contains(hint, refused.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task BatchOfAThousand_IsAnsweredItemByItem()
    {
        var operations = new JsonArray();
        for (var index = 0; index < 998; index++)
            operations.Add(Upsert($"{identity}/{index / 4}", $"phone-{index % 4}"));
        operations.Add(JsonNode.Parse($$$"""{"delete":{"identity":"{{{identity}}}/0","bindingId":"phone-0"}}"""));
        operations.Insert(500, JsonNode.Parse("""{"upsert":{"identity":"","bindingId":"phone","channel":"pigeon"}}"""));

        var answer = await app.SendAsync("POST", $"{Account}:batch", new JsonObject { ["operations"] = operations }.ToJsonString());

        Assert.Equal(200, answer.Status);
        var results = answer.Json.GetProperty("results").EnumerateArray().ToList();
        var statuses = results.Select(result => result.GetProperty("status").GetInt32()).ToList();
        Assert.Equal([.. Enumerable.Repeat(201, 500), 400, .. Enumerable.Repeat(201, 498), 204], statuses);
        Assert.Equal(["upsert.identity", "upsert.channel"], results[500].GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()));
        Assert.Equal($"{identity}/249", results[998].GetProperty("identity").GetString());
        var first = await app.SendAsync("GET", BindingsApp.Path($"{identity}/0"));
        Assert.Equal(3, first.Json.GetProperty("bindings").GetArrayLength());
    }

    [Fact]
    public async Task BatchBeyondTheLimitOfAnIdentity_TellsWhichWereTooMany()
    {
        var operations = new JsonArray([.. Enumerable.Range(0, BindingsApp.MaxPerIdentity + 2).Select(index => Upsert(identity, $"phone-{index}"))]);

        var answer = await app.SendAsync("POST", $"{Account}:batch", new JsonObject { ["operations"] = operations }.ToJsonString());

        var statuses = answer.Json.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("status").GetInt32());
        Assert.Equal([.. Enumerable.Repeat(201, BindingsApp.MaxPerIdentity), 409, 409], statuses);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("[]", "")]
    [InlineData("{}", "operations")]
    [InlineData("""{"operations":[]}""", "operations")]
    public async Task BatchThatIsNone_400NamesTheField(string body, string field)
    {
        var refused = await app.SendAsync("POST", $"{Account}:batch", body);

        Assert.Equal((400, true, field), (refused.Status, refused.IsProblem, Assert.Single(refused.Fields)));
    }

    [Fact]
    public async Task BatchOfMoreThanAThousand_400()
    {
        var operations = new JsonArray([.. Enumerable.Range(0, 1001).Select(index => Upsert(identity, $"phone-{index}"))]);

        var refused = await app.SendAsync("POST", $"{Account}:batch", new JsonObject { ["operations"] = operations }.ToJsonString());

        Assert.Equal((400, "operations"), (refused.Status, Assert.Single(refused.Fields)));
    }

    [Theory]
    [InlineData(":batch")]
    [InlineData(":import")]
    public async Task BodyOfMoreThan4MiB_413(string route)
    {
        var refused = await app.SendAsync("POST", Account + route, new string(' ', (4 * 1024 * 1024) + 1));

        Assert.Equal((413, true), (refused.Status, refused.IsProblem));
    }

    [Fact]
    public async Task ImportOfMoreThanTenThousandLines_413()
    {
        var refused = await app.SendAsync("POST", $"{Account}:import", string.Concat(Enumerable.Repeat("{}\n", 10_001)));

        Assert.Equal((413, true), (refused.Status, refused.IsProblem));
    }

    [Fact]
    public async Task Export_IsImportedIntoAnotherAccountAsItWas()
    {
        string[] identities = [$"{identity}/é 🦊", $"{identity}%\"", identity];
        foreach (var name in identities)
            await app.SendAsync("PUT", BindingsApp.Path(name, "phone"), BindingsApp.Binding.Replace("{\"channel\"", "{\"deviceId\":\"d\",\"labels\":{\"team\":\"support\"},\"channel\"", StringComparison.Ordinal));

        var exported = (await ExportAsync(Account)).Where(line => line["identity"]!.GetValue<string>().StartsWith(identity, StringComparison.Ordinal)).ToList();
        // A line that names its account is for that account only.
        foreach (var line in exported)
            line.Remove("accountSid");
        var answer = await app.SendAsync("POST", $"{OtherAccount}:import", string.Join("\r\n", exported.Select(line => line.ToJsonString()).Append("\n{\"identity\":\"x\"}")));
        var imported = (await ExportAsync(OtherAccount)).Where(line => line["identity"]!.GetValue<string>().StartsWith(identity, StringComparison.Ordinal)).ToList();

        Assert.Equal((200, "application/x-ndjson"), (answer.Status, answer.Headers["Content-Type"]));
        Assert.Equal([(1, 201), (2, 201), (3, 201), (5, 400)], answer.Lines.Select(line => (line.GetProperty("line").GetInt32(), line.GetProperty("status").GetInt32())));
        Assert.All(imported, line => Assert.Equal(BindingsApp.OtherAccountSid, line["accountSid"]!.GetValue<string>()));
        Assert.Equal(identities.Order(StringComparer.Ordinal), imported.Select(line => line["identity"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.Equal(exported.Select(Portable).Order(StringComparer.Ordinal), imported.Select(Portable).Order(StringComparer.Ordinal));
    }

    private static string Portable(JsonObject line)
    {
        var copy = line.DeepClone().AsObject();
        foreach (var own in (string[])["accountSid", "createdAt", "updatedAt"])
            copy.Remove(own);
        return copy.ToJsonString();
    }

    private static JsonObject Upsert(string identity, string bindingId)
    {
        var binding = JsonNode.Parse(BindingsApp.Binding)!.AsObject();
        binding["identity"] = identity;
        binding["bindingId"] = bindingId;
        return new JsonObject { ["upsert"] = binding };
    }

    private async Task<List<JsonObject>> ExportAsync(string account)
    {
        var lines = new List<JsonObject>();
        string? token = null;
        do
        {
            var page = await app.SendAsync("GET", string.Create(CultureInfo.InvariantCulture, $"{account}:export?pageSize=500{(token is null ? "" : $"&continuationToken={token}")}"));
            Assert.Equal((200, "application/x-ndjson"), (page.Status, page.Headers["Content-Type"]));
            lines.AddRange(page.Lines.Select(line => JsonObject.Create(line)!));
            token = page.Headers.GetValueOrDefault("x-continuation-token");
        }
        while (token is not null);
        return lines;
    }
}
