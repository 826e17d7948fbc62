using Spectre.Console;
using Spectre.Console.Rendering;

namespace TwilioFunctions.Cli.Tests.DeadLetters;

/// <summary>A console at which somebody types.</summary>
internal sealed class AnsweringConsole : IAnsiConsole, IAnsiConsoleInput
{
    private readonly IAnsiConsole console;
    private readonly Queue<char> keys;

    public AnsweringConsole(TextWriter output, string typed)
    {
        console = Terminal.For(output);
        console.Profile.Capabilities.Interactive = true;
        keys = new Queue<char>(typed);
    }

    public Profile Profile => console.Profile;

    public IAnsiConsoleCursor Cursor => console.Cursor;

    public IAnsiConsoleInput Input => this;

    public IExclusivityMode ExclusivityMode => console.ExclusivityMode;

    public RenderPipeline Pipeline => console.Pipeline;

    public void Clear(bool home) => console.Clear(home);

    public void Write(IRenderable renderable) => console.Write(renderable);

    public bool IsKeyAvailable() => keys.Count > 0;

    public ConsoleKeyInfo? ReadKey(bool intercept) =>
        keys.Dequeue() is var key && key == '\n' ? new ConsoleKeyInfo('\r', ConsoleKey.Enter, false, false, false) : new ConsoleKeyInfo(key, ConsoleKey.None, false, false, false);

    public Task<ConsoleKeyInfo?> ReadKeyAsync(bool intercept, CancellationToken cancellationToken) => Task.FromResult(ReadKey(intercept));
}
