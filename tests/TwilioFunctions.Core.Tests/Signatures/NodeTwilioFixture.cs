using TwilioFunctions.Testing;

namespace TwilioFunctions.Core.Tests.Signatures;

/// <summary>One node process for all tests that ask Twilio's npm package.</summary>
public sealed class NodeTwilioFixture : IAsyncLifetime
{
    private NodeTwilio? node;

    public NodeTwilio Node => node ?? throw new InvalidOperationException("node has not been started.");

    public async Task InitializeAsync() => node = await NodeTwilio.StartAsync();

    public async Task DisposeAsync()
    {
        if (node is not null)
            await node.DisposeAsync();
    }
}

[CollectionDefinition(nameof(NodeTwilioTests))]
public sealed class NodeTwilioTests : ICollectionFixture<NodeTwilioFixture>;
