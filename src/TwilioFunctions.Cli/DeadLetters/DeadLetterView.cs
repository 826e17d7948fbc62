using System.Globalization;
using Spectre.Console;
using TwilioFunctions.Core.Messages;

namespace TwilioFunctions.Cli.DeadLetters;

/// <summary>Dead letters as people read them.</summary>
internal static class DeadLetterView
{
    /// <summary>One of a list. No table: its id is longer than most terminals are wide, and is to be copied.</summary>
    public static void WriteListed(Terminal terminal, ListedDeadLetter letter)
    {
        terminal.WriteVerbatim(TerminalText.Line(letter.Id));
        string?[] facts = [Clock(letter.Time), Tries(letter), letter.Type, letter.CallSid, letter.ReplayedAt is { } replayed ? $"replayed {Clock(replayed)}" : null];
        Indented(terminal.Out, string.Join("  ", facts.OfType<string>()));
        Indented(terminal.Out, FirstLine(letter.Error ?? NoError));
    }

    /// <summary>All that is known of one.</summary>
    public static void Write(Terminal terminal, DeadLetterAnswer answer)
    {
        var letter = answer.DeadLetter;
        terminal.WriteVerbatim(TerminalText.Line(letter.Id));
        var envelope = Envelope.TryParse(answer.Body);
        var facts = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        Add("queue", letter.Queue);
        Add("given up", letter.Time is { } time ? $"{Clock(time)} after {Tries(letter)}" : Tries(letter));
        Add("replayed", Clock(letter.ReplayedAt));
        Add("error", letter.Error ?? NoError);
        Add("message", letter.MessageId);
        Add("type", letter.Type);
        Add("account", letter.AccountSid);
        Add("call", letter.CallSid);
        Add("received", Clock(envelope?.ReceivedAt));
        Add("trace", envelope?.TraceParent);
        Add("binding", envelope?.Retry is { } retry ? $"{retry.BindingId}, attempt {retry.Attempt}" : null);
        Add("parked as", envelope?.Parked is { } parked ? $"{parked.Key}, {parked.Chunks} rows of table ParkedPayloads" : null);
        terminal.Out.Write(facts);

        if (envelope is null)
            Body("The body is no message of this app:", answer.Body);
        else if (envelope.Payload is { } payload)
            Body("The payload:", ReadablePayload.Of(payload));

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                facts.AddRow(new Text(name, new Style(decoration: Decoration.Dim)), new Text(name == "error" ? value : TerminalText.Line(value)));
        }

        void Body(string title, string text)
        {
            terminal.Out.WriteLine();
            terminal.Out.WriteLine(title);
            terminal.WriteVerbatim(text);
        }
    }

    private const string NoError = "No try left an error behind: it never reached the app, or its process died.";

    private static void Indented(IAnsiConsole console, string text) => console.Write(new Padder(new Text(TerminalText.Line(text)), new Padding(2, 0, 0, 0)));

    private static string FirstLine(string text) => text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? text[..end] : text;

    private static string Tries(ListedDeadLetter letter) => letter.Tries == 1 ? "1 try" : $"{letter.Tries} tries";

    private static string? Clock(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
