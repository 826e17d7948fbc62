using TwilioFunctions.Testing;

namespace StandIns.Tests;

/// <summary>One Azurite for all tests that need it.</summary>
[CollectionDefinition("Azurite")]
public sealed class AzuriteCollectionDefinition : ICollectionFixture<AzuriteFixture>;
