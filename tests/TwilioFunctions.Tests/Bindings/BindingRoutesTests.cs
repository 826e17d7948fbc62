using System.Net;

namespace TwilioFunctions.Tests.Bindings;

/// <summary>One binding, and all of an identity, over the backend's routes.</summary>
[Collection(BindingsAppTests.Name)]
public sealed class BindingRoutesTests(BindingsApp app)
{
    private readonly string identity = BindingsApp.NewIdentity();

    [Fact]
    public async Task Put_CreatesThenReplaces_AndDeleteLeavesNothing()
    {
        var path = BindingsApp.Path(identity, "phone");

        var created = await app.SendAsync("PUT", path, BindingsApp.Binding);
        var replaced = await app.SendAsync("PUT", path, BindingsApp.Binding.Replace("/ring", "/other", StringComparison.Ordinal));
        var found = await app.SendAsync("GET", path);

        Assert.Equal((201, 200, 200), (created.Status, replaced.Status, found.Status));
        Assert.Equal($"/api/{path}", created.Headers["Location"]);
        Assert.Equal((BindingsApp.AccountSid, identity, "phone"), (Text(created, "accountSid"), Text(created, "identity"), Text(created, "bindingId")));
        Assert.Equal(Text(created, "createdAt"), Text(replaced, "createdAt"));
        Assert.Equal("https://example.com/other", found.Json.GetProperty("webhook").GetProperty("url").GetString());
        Assert.StartsWith("whsec_", found.Json.GetProperty("webhook").GetProperty("secret").GetString(), StringComparison.Ordinal);
        Assert.Equal(replaced.ETag, found.ETag);
        Assert.NotEqual(created.ETag, found.ETag);
        Assert.Matches("^\"[A-Za-z0-9_-]+\"$", found.ETag);

        var deleted = await app.SendAsync("DELETE", path);
        var again = await app.SendAsync("DELETE", path);
        var gone = await app.SendAsync("GET", path);
        Assert.Equal((204, 404, 404), (deleted.Status, again.Status, gone.Status));
        Assert.True(again.IsProblem && gone.IsProblem);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a%b")]
    [InlineData("%")]
    [InlineData("a:b")]
    [InlineData("client:bob@example.com")]
    [InlineData("a b")]
    [InlineData("a+b")]
    [InlineData("o'neil \"the\" <fox> & co")]
    [InlineData("🦊 Zoë")]
    [InlineData("a?b#c")]
    [InlineData("a\\b|c^d`e{f}")]
    [InlineData(" a ")]
    [InlineData("a\r\nb\tc")]
    [InlineData("//")]
    [InlineData("...")]
    [InlineData("me")]
    public async Task AnyIdentity_IsKeptAsItIs(string name)
    {
        var path = BindingsApp.Path(name, "phone");

        var put = await app.SendAsync("PUT", path, BindingsApp.Binding);
        var found = await app.SendAsync("GET", path);
        var list = await app.SendAsync("GET", BindingsApp.Path(name));
        var deleted = await app.SendAsync("DELETE", BindingsApp.Path(name));

        Assert.Equal((201, 200), (put.Status, found.Status));
        Assert.Equal(name, Text(found, "identity"));
        Assert.Equal(name, Assert.Single(list.Json.GetProperty("bindings").EnumerateArray()).GetProperty("identity").GetString());
        Assert.Equal((200, 1), (deleted.Status, deleted.Json.GetProperty("deleted").GetInt32()));
    }

    [Fact]
    public async Task ChunkedBody_Is411WithTheReason()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, app.App.BaseUrl + BindingsApp.Path("bob", "phone"))
        {
            Content = new StringContent(BindingsApp.Binding),
            Headers = { TransferEncodingChunked = true },
        };

        using var response = await app.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.LengthRequired, response.StatusCode);
        Assert.Contains("Send the header Content-Length.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LongestIdentity_IsKept_AndALongerOneIsRefused()
    {
        var longest = identity + new string('/', 256 - identity.Length);

        var put = await app.SendAsync("PUT", BindingsApp.Path(longest, "phone"), BindingsApp.Binding);
        var refused = await app.SendAsync("PUT", BindingsApp.Path(longest + "x", "phone"), BindingsApp.Binding);

        Assert.Equal((201, longest), (put.Status, Text(put, "identity")));
        Assert.Equal((400, true, "identity"), (refused.Status, refused.IsProblem, Assert.Single(refused.Fields)));
    }

    [Theory]
    [InlineData("a%20b")]
    [InlineData("%C3%A9")]
    public async Task BindingIdThatIsNone_IsNamed(string id)
    {
        var refused = await app.SendAsync("PUT", BindingsApp.Path(identity, id), BindingsApp.Binding);

        Assert.Equal((400, "bindingId"), (refused.Status, Assert.Single(refused.Fields)));
    }

    [Fact]
    public async Task EscapesThatAreNoText_AreNamed()
    {
        var refused = await app.SendAsync("GET", $"accounts/{BindingsApp.AccountSid}/identities/a%FFb/bindings");

        Assert.Equal((400, "identity"), (refused.Status, Assert.Single(refused.Fields)));
        Assert.Equal("The URL isn't valid.", refused.Json.GetProperty("title").GetString());
        Assert.Equal(400, (await app.SendAsync("GET", "accounts/%FF/bindings")).Status);
    }

    [Theory]
    [InlineData("GET", "accounts/AC00000000000000000000000000000009/identities/bob/bindings/phone")]
    [InlineData("PUT", "accounts/AC00000000000000000000000000000009/identities/bob/bindings/phone")]
    [InlineData("DELETE", "accounts/AC00000000000000000000000000000009/identities/bob/bindings/phone")]
    [InlineData("GET", "accounts/AC00000000000000000000000000000009/identities/bob/bindings")]
    [InlineData("DELETE", "accounts/AC00000000000000000000000000000009/identities/bob/bindings")]
    [InlineData("GET", "accounts/AC00000000000000000000000000000009/bindings")]
    [InlineData("POST", "accounts/AC00000000000000000000000000000009/bindings:batch")]
    [InlineData("GET", "accounts/AC00000000000000000000000000000009/bindings:export")]
    [InlineData("POST", "accounts/AC00000000000000000000000000000009/bindings:import")]
    public async Task AccountThatIsNotConfigured_404NamesTheSetting(string method, string path)
    {
        var answer = await app.SendAsync(method, path, method is "PUT" or "POST" ? BindingsApp.Binding : null);

        Assert.Equal((404, true), (answer.Status, answer.IsProblem));
        Assert.Contains("Twilio__Accounts__N__AccountSid", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AccountInOtherLetters_IsTheOneThatIsConfigured()
    {
        await app.SendAsync("PUT", BindingsApp.Path(identity, "phone", BindingsApp.OtherAccountSid.ToUpperInvariant()), BindingsApp.Binding);

        var found = await app.SendAsync("GET", BindingsApp.Path(identity, "phone", BindingsApp.OtherAccountSid.ToLowerInvariant()) + "/");

        Assert.Equal((200, BindingsApp.OtherAccountSid), (found.Status, Text(found, "accountSid")));
        Assert.Equal(404, (await app.SendAsync("GET", BindingsApp.Path(identity, "phone"))).Status);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("{", "")]
    [InlineData("[]", "")]
    [InlineData("{}", "channel")]
    [InlineData("""{"channel":"pigeon"}""", "channel")]
    [InlineData("""{"channel":"fcm","fcm":{"registrationToken":"token"}}""", "channel")]
    [InlineData("""{"channel":"webhook","webhook":{"url":"ftp://example.com","secret":"whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3"}}""", "webhook.url")]
    [InlineData("""{"channel":"webhook","webhook":{"url":"https://example.com","secret":"secret"}}""", "webhook.secret")]
    [InlineData("""{"channel":"apns","apns":{"deviceToken":"xyz","bundleId":"com.example.app","environment":"production","pushType":"voip"}}""", "apns.deviceToken")]
    [InlineData("""{"channel":"webpubsub","labels":7}""", "labels")]
    [InlineData("""{"channel":"webpubsub","identity":"another"}""", "identity")]
    [InlineData("""{"channel":"webpubsub","color":"red"}""", "color")]
    public async Task BindingThatIsNone_400NamesTheField(string body, string field)
    {
        var refused = await app.SendAsync("PUT", BindingsApp.Path(identity, "phone"), body);

        Assert.Equal((400, true, field), (refused.Status, refused.IsProblem, Assert.Single(refused.Fields)));
        Assert.Equal(404, (await app.SendAsync("GET", BindingsApp.Path(identity, "phone"))).Status);
    }

    [Fact]
    public async Task BindingOfAChannelThatIsOff_NamesTheSetting()
    {
        var refused = await app.SendAsync("PUT", BindingsApp.Path(identity, "phone"), """{"channel":"fcm","fcm":{"registrationToken":"token"}}""");

        Assert.Equal(400, refused.Status);
        Assert.Contains("Channels__Fcm__ServiceAccountJson", refused.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BindingOfMoreThan64KiB_413()
    {
        var refused = await app.SendAsync("PUT", BindingsApp.Path(identity, "phone"), BindingsApp.Binding + new string(' ', 64 * 1024));

        Assert.Equal((413, true), (refused.Status, refused.IsProblem));
    }

    [Fact]
    public async Task OneBindingTooMany_409NamesTheLimit()
    {
        for (var count = 0; count < BindingsApp.MaxPerIdentity; count++)
            Assert.Equal(201, (await app.SendAsync("PUT", BindingsApp.Path(identity, $"phone-{count}"), BindingsApp.Binding)).Status);

        var tooMany = await app.SendAsync("PUT", BindingsApp.Path(identity, "one-more"), BindingsApp.Binding);
        var replaced = await app.SendAsync("PUT", BindingsApp.Path(identity, "phone-0"), BindingsApp.Binding);

        Assert.Equal((409, true, "identity"), (tooMany.Status, tooMany.IsProblem, Assert.Single(tooMany.Fields)));
        Assert.Contains($"up to {BindingsApp.MaxPerIdentity} bindings, the setting Bindings__MaxPerIdentity", tooMany.Body, StringComparison.Ordinal);
        Assert.Equal(200, replaced.Status);
    }

    private static string? Text(AppAnswer answer, string member) => answer.Json.GetProperty(member).GetString();
}
