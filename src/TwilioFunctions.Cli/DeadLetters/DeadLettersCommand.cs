using System.CommandLine;

namespace TwilioFunctions.Cli.DeadLetters;

/// <summary><c>dead-letters</c>: the messages that failed for good, over the API of a running app.</summary>
internal sealed class DeadLettersCommand : Command
{
    public DeadLettersCommand(Terminal terminal, TimeProvider time)
        : base("dead-letters", "Lists, shows, replays and deletes the messages that failed five times, in a running app.")
    {
        Add(new ListDeadLettersCommand(terminal, time));
        Add(new ShowDeadLetterCommand(terminal, time));
        Add(new ReplayDeadLettersCommand(terminal, time));
        Add(new DeleteDeadLettersCommand(terminal, time));
    }
}
