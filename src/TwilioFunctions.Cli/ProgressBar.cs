using Spectre.Console;

namespace TwilioFunctions.Cli;

/// <summary>A progress bar where somebody watches, nothing in a log.</summary>
internal static class ProgressBar
{
    /// <param name="console">Where it is shown.</param>
    /// <param name="title">What is under way.</param>
    /// <param name="size">How much there is to do.</param>
    /// <param name="work">Does it, and says bit by bit how much it has done; nobody listens when it gets null.</param>
    public static async Task<T> ShowAsync<T>(IAnsiConsole console, string title, double size, Func<Action<double>?, Task<T>> work)
    {
        if (!console.Profile.Capabilities.Interactive)
            return await work(null);

        return await console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async progress =>
            {
                var task = progress.AddTask(title, maxValue: size);
                return await work(task.Increment);
            });
    }
}
