using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TwilioFunctions.Cli.Tests.Up;
using TwilioFunctions.Core.AccessTokens;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Cli.Tests.Tokens;

public sealed class TokenTests : IDisposable
{
    private const string Sample = "local.settings.sample.json";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("token-");

    public TokenTests() => File.WriteAllText(Path.Combine(folder.FullName, "TwilioFunctions.sln"), "");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Token_IsAcceptedByTheAppsVerifierWithTheSampleSettings()
    {
        File.Copy(Path.Combine(Repository.Root, Sample), Path.Combine(folder.FullName, "local.settings.json"));

        var token = await TokenAsync("--identity", "team: Zoë");

        var verification = await VerifyAsync(token, DateTimeOffset.UtcNow);
        Assert.Equal(AccessTokenResult.Valid, verification.Result);
        Assert.Equal("AC00000000000000000000000000000000", verification.AccountSid);
        Assert.Equal("team: Zoë", verification.Identity);
    }

    [Theory]
    [InlineData("1h", 3_600)]
    [InlineData("90s", 90)]
    [InlineData("24h", 86_400)]
    public async Task Lifetime_IsHowLongItIsAccepted(string lifetime, int seconds)
    {
        File.Copy(Path.Combine(Repository.Root, Sample), Path.Combine(folder.FullName, "local.settings.json"));

        var token = await TokenAsync("--identity", "bob", "--lifetime", lifetime);

        Assert.Equal(AccessTokenResult.Expired, (await VerifyAsync(token, DateTimeOffset.UtcNow.AddSeconds(seconds).AddHours(1))).Result);
        var payload = JsonElement.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1]));
        Assert.Equal(seconds, payload.GetProperty("exp").GetInt64() - payload.GetProperty("iat").GetInt64());
    }

    [Fact]
    public async Task NoKey_SaysWhatToSet()
    {
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "local.settings.json"), """{"Values":{"Twilio__Accounts__0__AccountSid":"AC1","Twilio__Accounts__1__AccountSid":"AC2"}}""");

        await using var command = CliProcess.Start(folder.FullName, new Dictionary<string, string?>(), "token", "--identity", "bob", "--account-sid", "AC2");

        Assert.Equal(1, await command.ExitAsync());
        Assert.Contains(
            "AC2 has no API key: set Twilio__Accounts__1__ApiKeys__0__Sid and Twilio__Accounts__1__ApiKeys__0__Secret in local.settings.json",
            command.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownAccount_IsASentence()
    {
        await using var command = CliProcess.Start(folder.FullName, new Dictionary<string, string?>(), "token", "--identity", "bob", "--account-sid", "AC2");

        Assert.Equal(1, await command.ExitAsync());
        Assert.Contains("The settings have no account AC2", command.Output, StringComparison.Ordinal);
    }

    private async Task<string> TokenAsync(params string[] options)
    {
        await using var command = CliProcess.Start(folder.FullName, new Dictionary<string, string?>(), ["token", .. options]);
        Assert.Equal(0, await command.ExitAsync());
        return Assert.Single(command.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    private static Task<AccessTokenVerification> VerifyAsync(string token, DateTimeOffset now)
    {
        var account = new TwilioAccountOptions { AccountSid = "AC00000000000000000000000000000000" };
        account.ApiKeys.Add(new TwilioApiKeyOptions { Sid = "SK00000000000000000000000000000000", Secret = "local-development-api-key-secret" });
        var options = new TwilioOptions();
        options.Accounts.Add(account);
        return new AccessTokenVerifier(Options.Create(options), new FakeTimeProvider(now)).VerifyAsync($"Bearer {token}");
    }
}
