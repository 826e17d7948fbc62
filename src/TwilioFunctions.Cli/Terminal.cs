using Spectre.Console;

namespace TwilioFunctions.Cli;

/// <summary>Where commands write: what they were asked for, and what went wrong.</summary>
internal sealed record Terminal(IAnsiConsole Out, IAnsiConsole Error)
{
    // Spectre takes 80 columns where there is no terminal, and would break the lines that a script looks for.
    private const int WidthOfFiles = 10_000;

    /// <summary>The standard streams of this process.</summary>
    public static Terminal Process { get; } = new(For(Console.Out), For(Console.Error)) { CanAsk = !Console.IsInputRedirected && !Console.IsOutputRedirected };

    /// <summary>Whether somebody is there to answer a question.</summary>
    public bool CanAsk { get; init; }

    /// <summary>Writes a line that is to be copied or piped: a console would break it at the terminal's width.</summary>
    public void WriteVerbatim(string line) => Out.Profile.Out.Writer.WriteLine(TerminalText.Lines(line));

    /// <summary>A console for a stream, without colours and motion where nobody watches.</summary>
    public static IAnsiConsole For(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        console.Pipeline.Attach(new EscapingRenderHook());
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Width = WidthOfFiles;
            console.Profile.Capabilities.Interactive = false;
            console.Profile.Capabilities.Ansi = false;
            console.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
        }

        return console;
    }
}
