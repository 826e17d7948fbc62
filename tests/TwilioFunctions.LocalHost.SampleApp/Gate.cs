using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace TwilioFunctions.LocalHost.SampleApp;

/// <summary>
/// Holds functions back until a test lets them pass: the file <c>JOURNAL.NAME</c> has the number of those that may pass. A file, because a
/// host that drains takes no requests.
/// </summary>
public sealed class Gate(IConfiguration configuration)
{
    private readonly ConcurrentDictionary<string, int> arrived = new();

    public async Task PassAsync(string name, CancellationToken cancellationToken)
    {
        var number = arrived.AddOrUpdate(name, 1, (_, count) => count + 1);
        while (Open(name) < number)
            await Task.Delay(20, cancellationToken);
    }

    private int Open(string name)
    {
        try
        {
            return int.TryParse(File.ReadAllText($"{configuration["Journal"]}.{name}"), CultureInfo.InvariantCulture, out var count) ? count : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
