namespace TwilioFunctions.Core.Tests.Telemetry;

/// <summary>The tests that listen, or that nobody may listen to: the source of spans and the meter are the process's, so nothing else runs meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TelemetryTests : ICollectionFixture<StorageFixture>
{
    public const string Name = "Telemetry";
}
