namespace TwilioFunctions.Core.Tests;

/// <summary>One Azurite for all the tests of this assembly that need storage.</summary>
[CollectionDefinition(Name)]
public sealed class AzuriteTests : ICollectionFixture<StorageFixture>
{
    public const string Name = "Azurite";
}
