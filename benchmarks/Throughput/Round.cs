using TwilioFunctions.Benchmarks.Load;

namespace TwilioFunctions.Benchmarks.Throughput;

/// <param name="App">Webhooks to the app.</param>
/// <param name="Azurite">The messages of the same events to Azurite alone.</param>
/// <param name="StillQueued">How many messages the app's queue functions had not finished when the last webhook was answered.</param>
internal sealed record Round(LoadRun App, LoadRun Azurite, int StillQueued)
{
    public double Ratio => App.PerSecond / Azurite.PerSecond;
}
