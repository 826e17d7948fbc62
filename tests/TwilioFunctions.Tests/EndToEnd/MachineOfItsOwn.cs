namespace TwilioFunctions.Tests.EndToEnd;

/// <summary>What sends at a rate runs when the other tests are done: two cores for the load, the app and the emulator are few enough.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MachineOfItsOwn
{
    public const string Name = "machine of its own";
}
