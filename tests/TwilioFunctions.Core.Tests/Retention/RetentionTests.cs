namespace TwilioFunctions.Core.Tests.Retention;

/// <summary>An Azurite of their own for the tests that move the clock and sweep all there is.</summary>
[CollectionDefinition(Name)]
public sealed class RetentionTests : ICollectionFixture<StorageFixture>
{
    public const string Name = "Retention";
}
