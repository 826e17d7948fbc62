namespace TwilioFunctions.Cli.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("up --help", "--port", "--demo", "[default: 7071]")]
    [InlineData("simulate --help", "events", "call", "voice", "recording", "proxy", "all")]
    [InlineData("simulate all --help", "--count", "--concurrency", "--url", "--seed", "--date", "--out-of-order", "--duplicate", "--account-sid", "--auth-token")]
    [InlineData("calls --help", "list", "show")]
    [InlineData("calls list --help", "--date", "--state", "--direction", "--number", "--tag", "--limit", "--url", "--key", "--account-sid")]
    [InlineData("calls show --help", "<call-sid>", "--url", "--key")]
    [InlineData("simulate events --help", "--count", "--concurrency", "--url", "--seed", "--date", "--out-of-order", "--duplicate", "--account-sid", "--auth-token", "each has three events")]
    [InlineData("simulate call --help", "--to", "--from", "--params", "--call-sid", "--url", "--seed", "--account-sid", "--auth-token")]
    [InlineData("token --help", "--identity", "--lifetime", "--account-sid")]
    [InlineData("doctor --help", "<url>", "--signature", "--header", "--headers-file", "--body", "--body-file", "--request-file", "--content-type", "--method", "--auth-token", "--public-base-url", "--all")]
    [InlineData("bindings --help", "list", "put", "delete", "import", "export")]
    [InlineData("bindings put --help", "--identity", "--binding-id", "--channel", "--registration-token", "--device-token", "--target-url", "--secret", "--url", "--key", "--account-sid")]
    [InlineData("bindings import --help", "<file>", "--url", "--key", "--account-sid")]
    [InlineData("twilio setup --help", "--url", "--account-sid", "--number", "--proxy-service", "--fallback-url", "--client-configuration-name", "--sink-sid", "--schema-version", "--without", "--profile", "--key", "--apply", "--check")]
    [InlineData("dead-letters --help", "list", "show", "replay", "delete")]
    [InlineData("dead-letters replay --help", "<id>", "--queue", "--all", "--yes", "--url", "--key")]
    [InlineData("--help", "up", "simulate", "calls", "bindings", "dead-letters", "token")]
    public async Task Help_NamesEveryOption(string command, params string[] expected)
    {
        var result = await CommandResult.RunAsync(command.Split(' '));

        Assert.Equal(0, result.ExitCode);
        Assert.All(expected, text => Assert.Contains(text, result.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("simulate events --count 0", "--count must be between 1 and 1000000.")]
    [InlineData("simulate events --count many", "'many'")]
    [InlineData("simulate events --concurrency -1", "--concurrency must be between 1 and 1000.")]
    [InlineData("simulate events --duplicate 1.5", "--duplicate must be between 0 and 1.")]
    [InlineData("simulate events --duplicate some", "--duplicate must be a number.")]
    [InlineData("simulate events --url localhost:7071", "--url must be an absolute http or https URL.")]
    [InlineData("simulate events --date tomorrow", "'tomorrow'")]
    [InlineData("simulate events --fast", "'--fast'")]
    [InlineData("simulate all --count 0", "--count must be between 1 and 20000.")]
    [InlineData("calls list --date tomorrow", "'tomorrow'")]
    [InlineData("calls list --limit 0", "--limit must be between 1 and 10000.")]
    [InlineData("simulate call", "'--to' is required")]
    [InlineData("simulate call --to  --from alice", "--to must not be empty.")]
    [InlineData("simulate call --to bob --params a=b c", "--params takes name=value, and 'c' is none.")]
    [InlineData("simulate call --to bob --url localhost", "--url must be an absolute http or https URL.")]
    [InlineData("token", "'--identity' is required")]
    [InlineData("token --identity bob --lifetime 25h", "--lifetime must be a number and s, m or h, up to 24h.")]
    [InlineData("token --identity bob --lifetime soon", "--lifetime must be a number and s, m or h, up to 24h.")]
    [InlineData("up --port 0", "--port must be between 1 and 65535.")]
    [InlineData("up --port 70000", "--port must be between 1 and 65535.")]
    public async Task WrongOption_IsOneSentence(string command, string expected)
    {
        var result = await CommandResult.RunAsync(command.Split(' '));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.DoesNotContain("Usage:", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("simulate")]
    public async Task NoCommand_ListsTheCommands(string command)
    {
        var result = await CommandResult.RunAsync(command.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Commands:", result.Output, StringComparison.Ordinal);
    }
}
