using TwilioFunctions.Cli.Processes;

namespace TwilioFunctions.Cli.Setup;

/// <summary>The programs that the commands need, where they are installed.</summary>
internal sealed class TwilioProgram
{
    private readonly string program;
    private readonly string[] before;

    private TwilioProgram(string program, params string[] before)
    {
        this.program = program;
        this.before = before;
    }

    /// <exception cref="CommandFailedException">The Twilio CLI is not installed.</exception>
    public static TwilioProgram Find()
    {
        var found = Tool.Find(TwilioCommands.Program) ?? throw new CommandFailedException(
            "The Twilio CLI was not found: `npm install --global twilio-cli` installs it (Node.js 22 or newer), `twilio login` tells it your account.");
        if (!OperatingSystem.IsWindows() || found.EndsWith(".exe", StringComparison.OrdinalIgnoreCase))
            return new TwilioProgram(found);

        // npm's .cmd would have cmd.exe read the ampersands and quotes of the arguments: node gets them as they are.
        var script = Path.Combine(Path.GetDirectoryName(found)!, "node_modules", "twilio-cli", "bin", "run");
        return File.Exists(script)
            ? new TwilioProgram("node", script)
            : throw new CommandFailedException($"{found} is not where npm installs it with --global: use the printed commands in a bash, or run this in WSL.");
    }

    /// <exception cref="CommandFailedException">A program is missing.</exception>
    public async Task<ToolResult> RunAsync(ShellCommand command, CancellationToken cancellationToken)
    {
        var isTwilio = command.Program == TwilioCommands.Program;
        return await Tool.RunAsync(
                isTwilio ? program : command.Program,
                Environment.CurrentDirectory,
                isTwilio ? [.. before, .. command.Arguments] : command.Arguments,
                command.Input?.Text(),
                cancellationToken)
            ?? throw new CommandFailedException($"{command.Program} was not found: install it, and run this again.");
    }
}

/// <summary>The credentials that the Twilio CLI takes from the environment: an API key before the auth token.</summary>
internal static class EnvironmentCredentials
{
    public static string? AccountSid => Variable("TWILIO_ACCOUNT_SID");

    public static (string User, string Password)? Read() => (AccountSid, Variable("TWILIO_API_KEY"), Variable("TWILIO_API_SECRET"), Variable("TWILIO_AUTH_TOKEN")) switch
    {
        (null, _, _, _) => null,
        (_, { } key, { } secret, _) => (key, secret),
        ({ } account, _, _, { } token) => (account, token),
        _ => null,
    };

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

/// <summary>
/// How Twilio retries a webhook of a call, in the fragment of its URL. A fragment is not sent, and not signed. Event Streams
/// does not honour it (it retries for four hours by itself), and we found no word on Proxy: those URLs have none.
/// Source: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
/// </summary>
internal static class ConnectionOverrides
{
    // 4xx is in none of them: a refusal stays one. Unless asked, Twilio tries once more, after a failed connection only.
    private const string Policy = "rp=5xx,ct,rt";

    /// <summary>
    /// The caller hears silence meanwhile: the app answers within a second, so after four seconds nothing will come, and another
    /// instance may answer. Three tries, and after ten seconds in all the fallback.
    /// </summary>
    public const string Voice = $"#rc=2&{Policy}&ct=2000&rt=4000&tt=10000";

    /// <summary>The last chance before the caller hears an error: time enough for an app that has to start.</summary>
    public const string VoiceFallback = $"#rc=1&{Policy}&ct=3000&rt=10000&tt=15000";

    /// <summary>
    /// Nobody waits, and what is lost is missing in the story of the call: as many tries as there can be. The app answers 503
    /// after four seconds when storage is away, so five are enough to hear it.
    /// </summary>
    public const string StatusCallback = $"#rc=5&{Policy}&ct=3000&rt=5000&tt=15000";
}
