using System.Globalization;
using Spectre.Console;

namespace TwilioFunctions.Cli.Calls;

/// <summary>Calls as people read them.</summary>
internal static class CallsTable
{
    public static void Write(IAnsiConsole console, IEnumerable<ListedCall> calls)
    {
        var table = new Table();
        string[] columns = ["Start", "Call SID", "Type", "Direction", "From", "To", "State", "Seconds", "Tags"];
        foreach (var column in columns)
            table.AddColumn(column);
        foreach (var call in calls)
        {
            table.AddRow(new[]
            {
                call.StartTime?.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
                call.CallSid,
                call.Type,
                call.Direction,
                call.From,
                call.To,
                call.State,
                call.Duration?.ToString(CultureInfo.InvariantCulture),
                string.Join(' ', call.Tags ?? []),
            }.Select(cell => new Text(TerminalText.Line(cell))));
        }

        console.Write(table);
    }
}
