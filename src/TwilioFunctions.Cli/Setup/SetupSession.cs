using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;
using TwilioFunctions.Cli.Processes;

namespace TwilioFunctions.Cli.Setup;

/// <summary>Runs the commands, and keeps the values that they answer.</summary>
internal sealed class SetupSession(Terminal terminal, TwilioProgram twilio, TestEvents testEvents, string? accountSid)
{
    public const string AccountVariable = "TWILIO_ACCOUNT_SID";

    /// <summary>What is known of the <see cref="ShellVariable"/>s.</summary>
    public Dictionary<string, string> Values { get; } = accountSid is null ? [] : new() { [AccountVariable] = accountSid };

    public TestEvents TestEvents => testEvents;

    public void Say(string sentence) => terminal.WriteVerbatim($"  {sentence}");

    /// <summary>Shows a command, runs it, and shows what it answered.</summary>
    /// <exception cref="CommandFailedException">It failed.</exception>
    public async Task<string> RunAsync(ShellCommand command, CancellationToken cancellationToken)
    {
        var known = command.With(Values);
        terminal.WriteVerbatim($"$ {known}");
        var output = (await SuccessAsync(known, cancellationToken)).StandardOutput;
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            Say(line.TrimEnd());
        return output;
    }

    /// <summary>What a command of the Twilio CLI lists.</summary>
    /// <exception cref="CommandFailedException">It failed.</exception>
    public async Task<IReadOnlyList<T>> ListAsync<T>(ShellCommand command, JsonTypeInfo<IReadOnlyList<T>> type, CancellationToken cancellationToken)
    {
        var output = (await SuccessAsync(command.With(Values), cancellationToken)).StandardOutput;
        // Of nothing it prints nothing, not even brackets.
        return string.IsNullOrWhiteSpace(output) ? [] : Parse(output, type, command) ?? [];
    }

    /// <summary>The one thing that a command of the Twilio CLI fetches.</summary>
    /// <exception cref="CommandFailedException">It failed.</exception>
    public async Task<T> FetchAsync<T>(ShellCommand command, JsonTypeInfo<IReadOnlyList<T>> type, CancellationToken cancellationToken)
        where T : class =>
        await ListAsync(command, type, cancellationToken) is [var first, ..] ? first : throw new CommandFailedException($"{command}\nanswered nothing.");

    /// <summary>What curl answers to a reading command; null where there is no such thing.</summary>
    /// <exception cref="CommandFailedException">It failed.</exception>
    public async Task<T?> GetAsync<T>(ShellCommand command, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        var output = (await SuccessAsync(command, cancellationToken)).StandardOutput;
        var end = output.LastIndexOf('\n');
        return (output[(end + 1)..], end < 0 ? "" : output[..end]) switch
        {
            ("200", var body) => Parse(body, type, command),
            ("404", _) => null,
            var (status, body) => throw new CommandFailedException($"{command}\nwas answered {status}: {body.Trim()}"),
        };
    }

    // A command that it does not know ends with 0 as well, and does nothing.
    private static bool Says(ToolResult twilio) =>
        twilio.StandardOutput.Length > 0 || twilio.StandardError.Contains("No results", StringComparison.Ordinal);

    private static T? Parse<T>(string output, JsonTypeInfo<T> type, ShellCommand command)
    {
        try
        {
            return JsonSerializer.Deserialize(output, type);
        }
        catch (JsonException wrong)
        {
            throw new CommandFailedException($"{command}\nanswered what this tool does not understand: {wrong.Message}", wrong);
        }
    }

    private async Task<ToolResult> SuccessAsync(ShellCommand command, CancellationToken cancellationToken)
    {
        var result = await twilio.RunAsync(command, cancellationToken);
        return result.Succeeded && (command.Program != TwilioCommands.Program || Says(result))
            ? result
            : throw new CommandFailedException($"{command}\nfailed: {string.Join(' ', result.Lines.Select(line => line.TrimStart('»', ' '))).Trim()}");
    }
}
