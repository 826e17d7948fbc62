namespace TwilioFunctions.Cli.Setup;

/// <summary>
/// What a command reads, so that no secret stands among its arguments, where everybody on the machine can see it.
/// </summary>
/// <param name="Bash">Writes it in a shell. <c>printf</c> is built in: its arguments are nobody else's to see.</param>
/// <param name="Text">Makes it when the tool runs the command.</param>
internal sealed record ShellInput(string Bash, Func<string> Text);
