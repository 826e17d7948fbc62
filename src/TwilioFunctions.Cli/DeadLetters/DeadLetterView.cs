using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;
using TwilioFunctions.Contracts;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Cli.DeadLetters;

/// <summary>Dead letters as people read them.</summary>
internal static class DeadLetterView
{
    /// <summary>One of a list. No table: its id is longer than most terminals are wide, and is to be copied.</summary>
    public static void WriteListed(Terminal terminal, DeadLetterEntry letter)
    {
        terminal.WriteVerbatim(TerminalText.Line(letter.Id));
        string?[] facts = [Clock(letter.Time), Tries(letter), letter.Type, letter.CallSid, letter.ReplayedAt is { } replayed ? $"replayed {Clock(replayed)}" : null];
        Indented(terminal.Out, string.Join("  ", facts.OfType<string>()));
        Indented(terminal.Out, FirstLine(letter.Error ?? NoError));
    }

    /// <summary>All that is known of one.</summary>
    public static void Write(Terminal terminal, DeadLetterResponse response)
    {
        var letter = response.DeadLetter;
        terminal.WriteVerbatim(TerminalText.Line(letter.Id));
        var envelope = Envelope.TryParse(response.Body);
        var facts = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        Add("queue", letter.Queue);
        Add("given up", $"{Clock(letter.Time)} after {Tries(letter)}");
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
            Body("The body isn't a message of this app:", response.Body);
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

    private static string Tries(DeadLetterEntry letter) => letter.Tries == 1 ? "1 try" : $"{letter.Tries} tries";

    private static string? Clock(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}

/// <summary>A payload as people read it: JSON with a member a line, a form with a decoded parameter a line, anything else as it is.</summary>
internal static class ReadablePayload
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(string payload)
    {
        if (AsJson(payload) is { } json)
            return json;
        return payload.Contains('=', StringComparison.Ordinal) && !payload.Any(char.IsWhiteSpace)
            ? string.Join('\n', FormParameters.Parse(Encoding.UTF8.GetBytes(payload)).Select(parameter => TerminalText.Line($"{parameter.Key} = {parameter.Value}")))
            : payload;
    }

    private static string? AsJson(string payload)
    {
        try
        {
            return JsonNode.Parse(payload) is JsonObject or JsonArray ? JsonSerializer.Serialize(JsonElement.Parse(payload), Readable) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
