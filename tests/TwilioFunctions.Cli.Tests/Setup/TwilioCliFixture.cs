using CliWrap;
using CliWrap.Buffered;
using TwilioFunctions.Azurite;
using TwilioFunctions.Cli.Tests.Up;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Cli.Tests.Setup;

/// <summary>The npm package <c>twilio-cli</c>, pinned: the judge of the commands.</summary>
public sealed class TwilioCliFixture : IAsyncLifetime
{
    private NpmPackage? package;

    /// <summary>A PATH with the Twilio CLI first.</summary>
    public string SearchPath => string.Join(Path.PathSeparator, Path.Combine(package!.Directory, "node_modules", ".bin"), Environment.GetEnvironmentVariable("PATH"));

    private string State => Path.Combine(package!.Directory, "state");

    public async Task InitializeAsync() =>
        package = await NpmPackage.InstallAsync(Path.Combine(AppContext.BaseDirectory, "twilio-cli"), Path.Combine(Repository.Artifacts, "twilio-cli"));

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>Runs the tool in a process of its own, with a server in Twilio's place.</summary>
    internal async Task<(int ExitCode, string Output)> SetupAsync(TwilioServer twilio, IReadOnlyDictionary<string, string?> changes, params string[] options)
    {
        var environment = twilio.Environment(SearchPath, State);
        foreach (var (name, value) in changes)
            environment[name] = value;
        await using var tool = CliProcess.Start(twilio.Folder, environment, ["twilio", "setup", "--url", $"https://{TwilioServer.AppHost}", .. options]);
        var exitCode = await tool.ExitAsync();
        return (exitCode, tool.Output);
    }

    /// <summary>Runs commands in bash, as they were printed, with a server in Twilio's place.</summary>
    internal async Task<(int ExitCode, string Output)> BashAsync(TwilioServer twilio, string script)
    {
        var bash = await new Command("bash")
            .WithArguments(["-o", "pipefail", "-e", "-c", script])
            .WithWorkingDirectory(twilio.Folder)
            .WithEnvironmentVariables(twilio.Environment(SearchPath, State))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
        return (bash.ExitCode, bash.StandardOutput + bash.StandardError);
    }
}
