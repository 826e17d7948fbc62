using System.Globalization;
using Spectre.Console;

namespace TwilioFunctions.Cli.Simulate;

/// <summary>The closing tables: what was answered, and how fast.</summary>
internal static class AnswersTable
{
    public static void Write(IAnsiConsole console, Answers answers)
    {
        var namesWebhooks = answers.Outcomes.Any(outcome => outcome.Webhook is not null);
        var outcomes = new Table();
        if (namesWebhooks)
            outcomes.AddColumn("Webhook");
        outcomes.AddColumn("Answer").AddColumn(new TableColumn("Count").RightAligned());
        foreach (var (webhook, outcome, isSuccess, count) in answers.Outcomes)
        {
            Text[] cells =
            [
                new(webhook ?? ""),
                new(outcome, new Style(isSuccess ? Color.Green : Color.Red)),
                new(count.ToString(CultureInfo.InvariantCulture)),
            ];
            outcomes.AddRow(namesWebhooks ? cells : cells[1..]);
        }

        console.Write(outcomes);

        var latencies = new Table();
        string[] columns = ["p50", "p90", "p99", "max"];
        foreach (var column in columns)
            latencies.AddColumn(new TableColumn(column).RightAligned());
        latencies.AddRow(
            Milliseconds(answers.Percentile(0.5)),
            Milliseconds(answers.Percentile(0.9)),
            Milliseconds(answers.Percentile(0.99)),
            Milliseconds(answers.Percentile(1)));
        console.Write(latencies);
    }

    private static string Milliseconds(TimeSpan latency) => latency.TotalMilliseconds.ToString("0.0 'ms'", CultureInfo.InvariantCulture);
}
