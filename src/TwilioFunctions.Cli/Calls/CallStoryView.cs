using System.Globalization;
using Spectre.Console;
using TwilioFunctions.Contracts;

namespace TwilioFunctions.Cli.Calls;

/// <summary>The story of a call as people read it: a header, the timeline, and below it what was measured and sent.</summary>
internal static class CallStoryView
{
    public static void Write(IAnsiConsole console, string callSid, CallResponse call)
    {
        Header(console, callSid, call);
        Timeline(console, call);
        Notifications(console, call.Notifications ?? []);
        Recordings(console, call.Recordings ?? []);
        Summary(console, call);
    }

    private static void Header(IAnsiConsole console, string callSid, CallResponse call)
    {
        console.Write(new Text(TerminalText.Line(call.CallSid ?? callSid), new Style(decoration: Decoration.Bold)));
        WriteLine(console, $"  {Joined(call.State ?? "state unknown", call.Direction)}");
        WriteLine(console, $"{call.From ?? "?"} → {call.To ?? "?"}");
        if (call.ParentCallSid is { } parent)
            WriteLine(console, $"A leg of {parent}");
        foreach (var others in (call.Parties ?? []).Where(party => party.Role is not ("caller" or "callee")).GroupBy(party => party.Role))
            WriteLine(console, $"{others.Key}: {string.Join(", ", others.Select(party => party.Address))}");
        console.WriteLine(Joined(
            call.StartTime is { } start ? $"began {Day(start)}" : null,
            call.EndTime is { } end ? $"ended {Day(end)}" : null,
            Seconds(call.Duration),
            call.Summary?.ConnectDuration is { } connected ? $"{Number(connected)} s of it connected" : null));
        console.WriteLine();
    }

    private static void Timeline(IAnsiConsole console, CallResponse call)
    {
        var first = call.Timeline?.FirstOrDefault(entry => entry.Time is not null)?.Time?.UtcDateTime.Date;
        foreach (var entry in call.Timeline ?? [])
        {
            // The date is said of what happened on another day than the first of it.
            var format = entry.Time?.UtcDateTime.Date == first ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss";
            var when = entry.Time?.UtcDateTime.ToString(format, CultureInfo.InvariantCulture) ?? "--:--:--";
            console.Write(new Text($"{when}  ", new Style(decoration: Decoration.Dim)));
            console.Write(new Text(TerminalText.Line(entry.Kind).PadRight(14), new Style(ColorOf(entry.Kind))));
            WriteLine(console, entry.Text);
        }
    }

    private static void Notifications(IAnsiConsole console, IReadOnlyList<DeliveryAttemptResponse> notifications) => Table(
        console,
        "Notifications",
        ["Time", "Identity", "Binding", "Channel", "Attempt", "Outcome", "Reason", "ms"],
        notifications.Select(attempt => (string?[])
        [
            Clock(attempt.Time), attempt.Identity, attempt.BindingId, attempt.Channel, Number(attempt.Attempt), attempt.Outcome, attempt.Reason, Number(attempt.Duration),
        ]));

    private static void Recordings(IAnsiConsole console, IReadOnlyList<RecordingResponse> recordings) => Table(
        console,
        "Recordings",
        ["Recording SID", "Status", "Began", "Seconds", "Channels", "Reason"],
        recordings.Select(recording => (string?[])
        [
            recording.RecordingSid, recording.Status, Clock(recording.StartTime), Number(recording.Duration), Number(recording.Channels), recording.Reason,
        ]));

    private static void Summary(IAnsiConsole console, CallResponse call)
    {
        if (call.Summary is not { } summary)
            return;

        console.WriteLine();
        WriteLine(console, $"Voice Insights, {summary.Stage} summary: " + Joined(
            summary.State,
            Seconds(summary.Duration),
            summary.DisconnectedBy is { } who ? $"disconnected by {who}" : null,
            summary.PostDialDelay is { } delay ? $"post-dial delay {Number(delay)} ms" : null,
            summary.Tags is { Count: > 0 } tags ? $"tags {string.Join(' ', tags)}" : "no tags"));
        Table(
            console,
            title: null,
            ["Edge", "Direction", "Codec", "Lost %", "Jitter ms", "Jitter max", "Latency ms", "MOS"],
            (call.Quality ?? []).Select(edge => (string?[])
            [
                edge.Edge, edge.Direction, edge.CodecName, Number(edge.PacketLossPercentage), Number(edge.JitterAvg), Number(edge.JitterMax), Number(edge.LatencyAvg), Number(edge.Mos),
            ]));
    }

    private static void Table(IAnsiConsole console, string? title, string[] columns, IEnumerable<string?[]> rows)
    {
        var table = new Table();
        table.AddColumns(columns);
        foreach (var row in rows)
            table.AddRow(row.Select(cell => new Text(TerminalText.Line(cell))));
        if (table.Rows.Count == 0)
            return;

        console.WriteLine();
        if (title is not null)
            console.WriteLine(title);
        console.Write(table);
    }

    private static void WriteLine(IAnsiConsole console, string? text) => console.WriteLine(TerminalText.Line(text));

    private static Color ColorOf(string? kind) => kind switch
    {
        "status" => Color.Green,
        "notification" or "incoming" => Color.Blue,
        "recording" => Color.Yellow,
        "proxy" => Color.Purple,
        _ => Color.Default,
    };

    private static string Joined(params IEnumerable<string?> parts) => string.Join(", ", parts.OfType<string>());

    private static string? Seconds(double? seconds) => seconds is { } number ? $"{Number(number)} s" : null;

    private static string? Number(double? number) => number?.ToString("0.##", CultureInfo.InvariantCulture);

    private static string? Clock(DateTimeOffset? time) => time?.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
