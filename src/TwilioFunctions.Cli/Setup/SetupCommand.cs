using System.CommandLine;

namespace TwilioFunctions.Cli.Setup;

/// <summary><c>twilio setup</c>: prints, runs or checks what wires an account to the app.</summary>
internal sealed class SetupCommand : Command
{
    private readonly SetupOptions options = new();

    private readonly Option<bool> apply = new("--apply") { Description = "Runs what is needed, and leaves alone what is set already." };

    private readonly Option<bool> check = new("--check") { Description = "Compares what is set with what should be; ends with 1 when something differs." };

    private readonly Terminal terminal;
    private readonly TimeProvider time;

    public SetupCommand(Terminal terminal, TimeProvider time)
        : base("setup", "Prints the commands that wire a Twilio account to the app, as a bash script.")
    {
        this.terminal = terminal;
        this.time = time;
        options.AddTo(this);
        Add(apply);
        Add(check);
        Validators.Add(result =>
        {
            if (result.GetResult(apply) is not null && result.GetResult(check) is not null)
                result.AddError("--apply and --check exclude each other: run one after the other.");
        });
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var plan = options.Plan(result);
        if (!result.GetValue(apply) && !result.GetValue(check))
        {
            new SetupScript(terminal, plan).Write();
            return 0;
        }

        var twilio = TwilioProgram.Find();
        var accountSid = await new SetupAccount(plan, twilio).ConfirmAsync(cancellationToken);
        using var testEvents = new TestEvents(new Uri(plan.Origin), options.Key(result), accountSid, time);
        var session = new SetupSession(terminal, twilio, testEvents, accountSid);
        return result.GetValue(apply)
            ? await new SetupApplier(terminal, plan, session).RunAsync(cancellationToken)
            : await new SetupCheck(terminal, plan, session).RunAsync(cancellationToken);
    }
}

/// <summary><c>twilio</c>: the Twilio side of a deployment.</summary>
internal sealed class TwilioCommand : Command
{
    public TwilioCommand(Terminal terminal, TimeProvider time)
        : base("twilio", "Wires a Twilio account to the app.") => Add(new SetupCommand(terminal, time));
}
