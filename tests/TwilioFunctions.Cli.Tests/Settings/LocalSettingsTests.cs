using TwilioFunctions.Cli.Settings;

namespace TwilioFunctions.Cli.Tests.Settings;

public sealed class LocalSettingsTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("settings-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task CommentsCommasAndColons_AreReadAsFuncReadsThem()
    {
        var settings = await ReadAsync(
            """
            {
              // the account of the team
              "Values": { "Twilio:Accounts:0:AccountSid": "AC1", "Twilio__Accounts__0__AuthToken": "t", },
            }
            """);

        Assert.Equal("AC1", settings["Twilio__Accounts__0__AccountSid"]);
        Assert.Equal("t", settings["twilio__accounts__0__authtoken"]);
    }

    [Fact]
    public async Task EnvironmentVariable_WinsOverTheFile()
    {
        Environment.SetEnvironmentVariable("LocalSettingsTests__Name", "environment");
        try
        {
            var settings = await ReadAsync("""{"Values":{"LocalSettingsTests__Name":"file"}}""");

            Assert.Equal("environment", settings["LocalSettingsTests__Name"]);
        }
        finally
        {
            Environment.SetEnvironmentVariable("LocalSettingsTests__Name", null);
        }
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"Values":[]}""")]
    public async Task BrokenFile_IsASentenceThatNamesIt(string json)
    {
        var failure = await Assert.ThrowsAsync<CommandFailedException>(() => ReadAsync(json));

        Assert.Contains("local.settings.json", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingFile_IsMadeFromTheSampleOnce()
    {
        var checkout = new Checkout(folder.FullName);
        await File.WriteAllTextAsync(checkout.SampleSettings, """{"Values":{"A":"sample"}}""");

        Assert.True(LocalSettings.CreateIfMissing(checkout));
        await File.WriteAllTextAsync(checkout.LocalSettings, """{"Values":{"A":"mine"}}""");
        Assert.False(LocalSettings.CreateIfMissing(checkout));

        Assert.Equal("mine", (await LocalSettings.ReadAsync(checkout.LocalSettings, CancellationToken.None))["A"]);
    }

    private async Task<LocalSettings> ReadAsync(string json)
    {
        var path = Path.Combine(folder.FullName, "local.settings.json");
        await File.WriteAllTextAsync(path, json);
        return await LocalSettings.ReadAsync(path, CancellationToken.None);
    }
}
