namespace TwilioFunctions.Cli.Tests.Setup;

public sealed class SetupOptionsTests
{
    private const string App = "--url https://voice.example.com";

    [Theory]
    [InlineData("", "'--url' is required")]
    [InlineData("--url voice.example.com", "--url must be an absolute URL")]
    [InlineData("--url http://localhost:7071", "localhost isn't one: deploy the app, or start a tunnel")]
    [InlineData("--url https://10.0.0.4", "10.0.0.4 isn't one")]
    [InlineData("--url http://voice.example.com", "--url must begin with https")]
    [InlineData("--url https://my_app.example.com", "must not have an underscore in its host")]
    [InlineData("--url https://voice.example.com/api", "must be the address alone, as https://voice.example.com: the paths are the app's.")]
    [InlineData("--url https://me:pw@voice.example.com", "must be the address alone, as https://voice.example.com")]
    [InlineData($"{App} --number 5551234", "--number takes a number as +15551234567")]
    [InlineData($"{App} --proxy-service KS1", "--proxy-service takes a Proxy service's SID")]
    [InlineData($"{App} --account-sid AC1", "--account-sid takes an Account SID")]
    [InlineData($"{App} --sink-sid DG1", "--sink-sid takes a sink's SID")]
    [InlineData($"{App} --client-configuration-name a;b", "--client-configuration-name takes a name of letters")]
    [InlineData($"{App} --fallback-url fallback", "--fallback-url must be an absolute http or https URL.")]
    [InlineData($"{App} --apply --check", "--apply and --check exclude each other")]
    public async Task WrongOption_IsOneSentence(string options, string expected)
    {
        var result = await CommandResult.RunAsync(["twilio", "setup", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task Address_MayEndInASlash()
    {
        var result = await CommandResult.RunAsync("twilio", "setup", "--url", "https://voice.example.com/");

        Assert.Contains("https://voice.example.com/api/twilio/events", result.Output, StringComparison.Ordinal);
    }
}
