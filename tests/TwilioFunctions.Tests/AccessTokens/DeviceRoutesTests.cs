using TwilioFunctions.Cli.Signing;
using TwilioFunctions.Tests.Bindings;

namespace TwilioFunctions.Tests.AccessTokens;

/// <summary>What a device may do: reach the bindings of its own identity, and nothing else.</summary>
[Collection(BindingsAppTests.Name)]
public sealed class DeviceRoutesTests(BindingsApp app)
{
    private const string Phone = "me/bindings/phone";

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly string identity = BindingsApp.NewIdentity() + "/é 🦊%";

    public static TheoryData<string, string> Routes => new()
    {
        { "GET", "me/bindings" },
        { "GET", Phone },
        { "PUT", Phone },
        { "DELETE", Phone },
    };

    [Fact]
    public async Task Device_RegistersRenewsAndSignsOff()
    {
        var token = BindingsApp.Token(identity);

        var created = await app.SendAsync("PUT", Phone, BindingsApp.Binding, token);
        var renewed = await app.SendAsync("PUT", Phone, BindingsApp.Binding, token, $"If-Match: {created.ETag}");
        var stale = await app.SendAsync("PUT", Phone, BindingsApp.Binding, token, $"If-Match: {created.ETag}");
        var found = await app.SendAsync("GET", Phone, token: token);
        var unchanged = await app.SendAsync("GET", Phone, token: token, headers: $"If-None-Match: {renewed.ETag}");
        var list = await app.SendAsync("GET", "me/bindings", token: token);
        var backends = await app.SendAsync("GET", BindingsApp.Path(identity, "phone"));

        Assert.Equal((201, 200, 412, 200, 304), (created.Status, renewed.Status, stale.Status, found.Status, unchanged.Status));
        Assert.Equal("/api/me/bindings/phone", created.Headers["Location"]);
        Assert.Equal((BindingsApp.AccountSid, identity), (found.Json.GetProperty("accountSid").GetString(), found.Json.GetProperty("identity").GetString()));
        Assert.Single(list.Json.GetProperty("bindings").EnumerateArray());
        Assert.All([created, renewed, found, list], answer => Assert.DoesNotContain("whsec_", answer.Body, StringComparison.Ordinal));
        Assert.Contains("whsec_", backends.Body, StringComparison.Ordinal);

        Assert.Equal(204, (await app.SendAsync("DELETE", Phone, token: token)).Status);
        Assert.Equal(404, (await app.SendAsync("DELETE", Phone, token: token)).Status);
    }

    [Fact]
    public async Task Device_DoesNotReachWhatBelongsToOthers()
    {
        await app.SendAsync("PUT", BindingsApp.Path(identity, "phone"), BindingsApp.Binding);
        string[] strangers = [BindingsApp.Token(identity + "x"), BindingsApp.Token(identity.ToUpperInvariant()), BindingsApp.TokenOfOtherAccount(identity)];

        foreach (var stranger in strangers)
        {
            Assert.Equal(404, (await app.SendAsync("GET", Phone, token: stranger)).Status);
            Assert.Equal(404, (await app.SendAsync("DELETE", Phone, token: stranger)).Status);
            Assert.Equal(412, (await app.SendAsync("PUT", Phone, BindingsApp.Binding, stranger, "If-Match: *")).Status);
            Assert.Empty((await app.SendAsync("GET", "me/bindings", token: stranger)).Json.GetProperty("bindings").EnumerateArray());
            foreach (var member in (string[])["identity", "accountSid"])
            {
                var body = BindingsApp.Binding.Replace("{\"channel\"", $"{{\"{member}\":\"{(member == "identity" ? "alice" : "AC0")}\",\"channel\"", StringComparison.Ordinal);
                var refused = await app.SendAsync("PUT", Phone, body, stranger);
                Assert.Equal((400, member), (refused.Status, Assert.Single(refused.Fields)));
            }
        }
        Assert.Equal(200, (await app.SendAsync("GET", BindingsApp.Path(identity, "phone"))).Status);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task RequestWithoutAToken_401(string method, string path)
    {
        var answer = await app.SendAsync(method, path, method == "PUT" ? BindingsApp.Binding : null);

        Assert.Equal((401, true, "Bearer realm=\"client\""), (answer.Status, answer.IsProblem, answer.Headers["WWW-Authenticate"]));
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task TokenThatIsNotAccepted_401SaysWhy(string method, string path)
    {
        var now = DateTimeOffset.UtcNow;
        var good = BindingsApp.Token(identity);
        var none = "eyJ0eXAiOiJKV1QiLCJhbGciOiJub25lIiwiY3R5IjoidHdpbGlvLWZwYTt2PTEifQ" + good[good.IndexOf('.', StringComparison.Ordinal)..(good.LastIndexOf('.') + 1)];
        (string Token, string Reason)[] refused =
        [
            ("x.y", "Malformed"),
            (none, "WrongAlgorithm"),
            (AccessTokenSigner.Create(BindingsApp.AccountSid, "SK00000000000000000000000000000009", BindingsApp.Secret, identity, Hour, now), "UnknownKey"),
            (AccessTokenSigner.Create(BindingsApp.AccountSid, BindingsApp.ApiKey, BindingsApp.OtherAccountsSecret, identity, Hour, now), "BadSignature"),
            (AccessTokenSigner.Create(BindingsApp.OtherAccountSid, BindingsApp.ApiKey, BindingsApp.Secret, identity, Hour, now), "WrongAccount"),
            (AccessTokenSigner.Create(BindingsApp.AccountSid, BindingsApp.ApiKey, BindingsApp.Secret, identity, Hour, now.AddHours(-2)), "Expired"),
        ];

        foreach (var (token, reason) in refused)
        {
            var answer = await app.SendAsync(method, path, method == "PUT" ? BindingsApp.Binding : null, token);

            Assert.Equal((401, true), (answer.Status, answer.IsProblem));
            Assert.StartsWith(reason + ".", answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.Matches("^Bearer realm=\"client\", error=\"invalid_token\", error_description=\"[ !#-\\[\\]-~]+\"$", answer.Headers["WWW-Authenticate"]);
            Assert.DoesNotContain(app.App.Output, line => line.Contains(token, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task TokenOfNobody_403()
    {
        var answer = await app.SendAsync("GET", "me/bindings", token: BindingsApp.Token(""));

        Assert.Equal((403, true), (answer.Status, answer.IsProblem));
        Assert.Contains("error=\"insufficient_scope\"", answer.Headers["WWW-Authenticate"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeyThatCannotBeRead_503()
    {
        var token = AccessTokenSigner.Create(BindingsApp.AccountSid, BindingsApp.UnreadableApiKey, BindingsApp.Secret, identity, Hour, DateTimeOffset.UtcNow);

        var answer = await app.SendAsync("GET", "me/bindings", token: token);

        Assert.Equal((503, true), (answer.Status, answer.IsProblem));
    }

    [Fact]
    public async Task IdentityThatCanHaveNoBinding_400NamesIt()
    {
        var answer = await app.SendAsync("PUT", Phone, BindingsApp.Binding, BindingsApp.Token(new string('x', 257)));

        Assert.Equal((400, "identity"), (answer.Status, Assert.Single(answer.Fields)));
    }
}
