using TwilioFunctions.Testing;

namespace StandIns.Tests.TwilioPackage;

/// <summary>One node process for all answers that are compared with Twilio's npm package.</summary>
public sealed class NodeTwimlFixture : IAsyncLifetime
{
    private NodeTwiml? node;

    public NodeTwiml Node => node ?? throw new InvalidOperationException("node has not been started.");

    public async Task InitializeAsync() => node = await NodeTwiml.StartAsync();

    public async Task DisposeAsync()
    {
        if (node is not null)
            await node.DisposeAsync();
    }
}
