using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using TwilioFunctions.Core;
using TwilioFunctions.Core.AppSettings;
using TwilioFunctions.Core.Logging;

namespace TwilioFunctions.Cli.Doctor;

/// <summary><c>doctor settings</c>: which settings would stop the app, before it is deployed or upgraded.</summary>
internal sealed class DoctorSettingsCommand : Command
{
    private readonly Argument<string?> file = new("file")
    {
        Description = "A local.settings.json, what `az functionapp config appsettings list` prints, or lines of NAME=value; - for the standard input. [default: the environment]",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Terminal terminal;

    public DoctorSettingsCommand(Terminal terminal)
        : base("settings", "Says which settings would stop the app at start: misspelled names, values that can't be read, and what is missing. Calls nobody and prints no value.")
    {
        this.terminal = terminal;
        Add(file);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var configuration = result.GetValue(file) is { } path ? await SettingsFile.ReadAsync(path, cancellationToken) : SettingsFile.Environment();
        await using var services = new ServiceCollection().AddLogging().AddTwilioFunctionsCore(configuration).BuildServiceProvider();
        var problems = StartupSettings.Problems(services);
        foreach (var problem in problems)
            terminal.WriteVerbatim(LogText.Clean(problem));
        terminal.WriteVerbatim(problems.Count == 0 ? "The app starts with these settings." : "The app doesn't start with these settings.");
        return problems.Count == 0 ? 0 : 1;
    }
}
