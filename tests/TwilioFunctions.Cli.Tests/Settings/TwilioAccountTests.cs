using TwilioFunctions.Cli.Settings;
using TwilioFunctions.Cli.Simulate;

namespace TwilioFunctions.Cli.Tests.Settings;

public sealed class TwilioAccountTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("account-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task NoOptions_TakesTheFirstAccount()
    {
        var account = TwilioAccount.From(await TwoAccountsAsync(), accountSid: null, authToken: null);

        Assert.Equal(new TwilioAccount("AC1", "one"), account);
    }

    [Fact]
    public async Task AccountSid_TakesThatAccountsToken()
    {
        var account = TwilioAccount.From(await TwoAccountsAsync(), "AC2", authToken: null);

        Assert.Equal(new TwilioAccount("AC2", "two"), account);
    }

    [Fact]
    public async Task BothOptions_NeedNoSettings()
    {
        var account = TwilioAccount.From(await LocalSettings.ReadAsync(null, CancellationToken.None), "AC9", "nine");

        Assert.Equal(new TwilioAccount("AC9", "nine"), account);
    }

    [Theory]
    [InlineData(null, "--account-sid and --auth-token")]
    [InlineData("AC9", "No auth token is known for AC9")]
    public async Task MissingPart_IsASentence(string? accountSid, string expected)
    {
        var settings = await LocalSettings.ReadAsync(null, CancellationToken.None);

        var failure = Assert.Throws<CommandFailedException>(() => TwilioAccount.From(settings, accountSid, authToken: null));

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:7071/api/twilio/events?a=b", "https://hooks.example.com/voice/api/twilio/events?a=b")]
    [InlineData("https://elsewhere.example.com/api/twilio/events", "https://elsewhere.example.com/api/twilio/events")]
    public async Task PublicBaseUrl_IsSignedForTheAppOnThisMachine(string url, string signedUrl)
    {
        var settings = await ReadAsync("""{"Values":{"Twilio__PublicBaseUrl":"https://hooks.example.com/voice/"}}""");

        var target = WebhookTarget.For(new Uri(url), settings);

        Assert.Equal(new WebhookTarget(url, signedUrl), target);
    }

    private Task<LocalSettings> TwoAccountsAsync() => ReadAsync(
        """
        {
          "Values": {
            "Twilio__Accounts__0__AccountSid": "AC1", "Twilio__Accounts__0__AuthToken": "one",
            "Twilio__Accounts__1__AccountSid": "AC2", "Twilio__Accounts__1__AuthToken": "two"
          }
        }
        """);

    private async Task<LocalSettings> ReadAsync(string json)
    {
        var path = Path.Combine(folder.FullName, "local.settings.json");
        await File.WriteAllTextAsync(path, json);
        return await LocalSettings.ReadAsync(path, CancellationToken.None);
    }
}
