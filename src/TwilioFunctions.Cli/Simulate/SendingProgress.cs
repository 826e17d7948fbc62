using Spectre.Console;

namespace TwilioFunctions.Cli.Simulate;

/// <summary>A progress bar where somebody watches, nothing in a log.</summary>
internal static class SendingProgress
{
    public static async Task<Answers> ShowAsync(IAnsiConsole console, int requests, Func<Action<Answer>?, Task<Answers>> send)
    {
        if (!console.Profile.Capabilities.Interactive)
            return await send(null);

        return await console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async progress =>
            {
                var sent = progress.AddTask("Sending", maxValue: requests);
                return await send(_ => sent.Increment(1));
            });
    }
}
