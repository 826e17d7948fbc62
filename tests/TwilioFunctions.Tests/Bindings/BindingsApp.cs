using System.Text;
using System.Text.Json;
using TwilioFunctions.Cli.Signing;
using TwilioFunctions.Testing;
using TwilioFunctions.Tests.Hosting;

namespace TwilioFunctions.Tests.Bindings;

/// <summary>An app with two accounts and their API keys, and up to five bindings an identity.</summary>
public sealed class BindingsApp : IAsyncLifetime
{
    public const string AccountSid = AppProcess.AccountSid;
    public const string OtherAccountSid = "AC0000000000000000000000000000000b";
    public const string ApiKey = "SK00000000000000000000000000000001";
    public const string OtherAccountsApiKey = "SK00000000000000000000000000000002";
    public const string UnreadableApiKey = "SK00000000000000000000000000000003";
    public const string Secret = "the-secret-of-the-api-key";
    public const string OtherAccountsSecret = "the-secret-of-the-other-api-key";
    public const int MaxPerIdentity = 5;
    public const string Binding = """{"channel":"webhook","webhook":{"url":"https://example.com/ring","secret":"whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3"}}""";

    private readonly AzuriteFixture azurite = new();
    private AppProcess? app;

    internal AppProcess App => app ?? throw new InvalidOperationException("The app has not been started.");

    internal HttpClient Client { get; } = new();

    public async Task InitializeAsync()
    {
        await azurite.InitializeAsync();
        app = await AppProcess.StartAsync(azurite.ConnectionString, new Dictionary<string, string>
        {
            ["Twilio__Accounts__0__ApiKeys__0__Sid"] = ApiKey,
            ["Twilio__Accounts__0__ApiKeys__0__Secret"] = Secret,
            ["Twilio__Accounts__0__ApiKeys__1__Sid"] = UnreadableApiKey,
            ["Twilio__Accounts__0__ApiKeys__1__Secret"] = "@Microsoft.KeyVault(SecretUri=https://vault.vault.azure.net/secrets/key)",
            ["Twilio__Accounts__1__AccountSid"] = OtherAccountSid,
            ["Twilio__Accounts__1__AuthToken"] = "another-auth-token",
            ["Twilio__Accounts__1__ApiKeys__0__Sid"] = OtherAccountsApiKey,
            ["Twilio__Accounts__1__ApiKeys__0__Secret"] = OtherAccountsSecret,
            ["Bindings__MaxPerIdentity"] = $"{MaxPerIdentity}",
        });
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        if (app is not null)
            await app.DisposeAsync();
        await azurite.DisposeAsync();
    }

    internal static string NewIdentity() => $"bob-{Guid.NewGuid():n}";

    internal static string Token(string identity) =>
        AccessTokenSigner.Create(AccountSid, ApiKey, Secret, identity, TimeSpan.FromHours(1), DateTimeOffset.UtcNow);

    internal static string TokenOfOtherAccount(string identity) =>
        AccessTokenSigner.Create(OtherAccountSid, OtherAccountsApiKey, OtherAccountsSecret, identity, TimeSpan.FromHours(1), DateTimeOffset.UtcNow);

    internal static string Path(string identity, string? bindingId = null, string accountSid = AccountSid) =>
        $"accounts/{accountSid}/identities/{Uri.EscapeDataString(identity)}/bindings{(bindingId is null ? "" : "/" + bindingId)}";

    /// <summary>Sends a request; headers are written <c>Name: value</c>.</summary>
    internal async Task<AppAnswer> SendAsync(string method, string path, string? body = null, string? token = null, params string[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), App.BaseUrl + path);
        if (body is not null)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        foreach (var header in headers)
            request.Headers.TryAddWithoutValidation(header.Split(": ")[0], header.Split(": ")[1]);
        using var response = await Client.SendAsync(request);
        return new AppAnswer(
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(),
            response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
    }
}

/// <summary>What was answered.</summary>
internal sealed record AppAnswer(int Status, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonElement.Parse(Body);

    public IEnumerable<JsonElement> Lines => Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line));

    public string? ETag => Headers.GetValueOrDefault("ETag");

    /// <summary>The fields that a problem names.</summary>
    public IEnumerable<string?> Fields => Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString());

    public bool IsProblem => Headers.GetValueOrDefault("Content-Type") == "application/problem+json" && Json.GetProperty("status").GetInt32() == Status;
}

/// <summary>The tests that share it.</summary>
[CollectionDefinition(Name)]
public sealed class BindingsAppTests : ICollectionFixture<BindingsApp>
{
    public const string Name = "Bindings app";
}
