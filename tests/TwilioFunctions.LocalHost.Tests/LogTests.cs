using System.Text.RegularExpressions;
using TwilioFunctions.LocalHost.Tests.Hosting;

namespace TwilioFunctions.LocalHost.Tests;

[Collection(HttpTests.Name)]
public sealed partial class LogTests(HttpHost fixture)
{
    private readonly HostProcess host = fixture.Host;

    [Fact]
    public async Task RecordsOfAFunction_AreOneLineEachWithTheirLevel()
    {
        await host.Client.PostAsync("api/Log", content: null);
        await host.PrintsAsync("Executed 'Functions.Log' (Succeeded");
        await host.PrintsAsync("A line of the console");

        var lines = host.Output.Select(line => Prefix.Replace(line, "")).ToList();
        Assert.Equal(
            [
                "info Function.Log.User: A record of level Information in POST",
                "warn Function.Log.User: A record of level Warning in POST",
                "fail Function.Log.User: A record of level Error in POST",
                "crit Function.Log.User: A record of level Critical in POST",
                "warn Function.Log.User: A record with an exception",
            ],
            lines.Where(line => line.Contains("A record", StringComparison.Ordinal)));
        Assert.Single(lines, "System.IO.InvalidDataException: The data is invalid.");
        Assert.Single(lines, "info Host.Function.Console: A line of the console");
        Assert.Single(lines, line => line.StartsWith("info Function.Log: Executing 'Functions.Log' (Reason='This function was programmatically called via the host APIs.', Id=", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^\[\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\] ")]
    private static partial Regex Prefix { get; }
}
