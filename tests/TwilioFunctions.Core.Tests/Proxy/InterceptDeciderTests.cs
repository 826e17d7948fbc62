using System.Text.Json;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Proxy;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Tests.Proxy;

[Collection(AzuriteTests.Name)]
public sealed class InterceptDeciderTests(StorageFixture storage)
{
    private readonly ProxyInteraction interaction = Interactions.Voice();
    private readonly Mock<IInterceptPolicy> policy = new();
    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task BlockedInteraction_IsKeptWithItsReason()
    {
        Policy().ReturnsAsync(InterceptDecision.Block("too late in the evening"));
        await storage.DrainAsync(QueueNames.CallEvents);

        var decision = await DecideAsync(storage.Sender);

        Assert.Equal("too late in the evening", decision.BlockedReason);
        var kept = Envelope.TryParse(Assert.Single(await storage.DrainAsync(QueueNames.CallEvents)))!;
        Assert.Equal(
            (EnvelopeKinds.ProxyIntercept, "token-1", "AC1", interaction.Inbound.ResourceSid, "00-1-2-01"), (kept.Type, kept.Id, kept.AccountSid, kept.CallSid, kept.TraceParent));
        Assert.Equal(new BlockedInteraction("too late in the evening", interaction.Form), JsonSerializer.Deserialize<BlockedInteraction>(kept.Payload!));
    }

    [Fact]
    public async Task InteractionThatGoesOn_IsNotKept()
    {
        Policy().ReturnsAsync(InterceptDecision.Allow);
        await storage.DrainAsync(QueueNames.CallEvents);

        Assert.Null((await DecideAsync(storage.Sender)).BlockedReason);
        Assert.Empty(await storage.DrainAsync(QueueNames.CallEvents));
    }

    [Theory]
    [InlineData("allow", null)]
    [InlineData("Allow", null)]
    [InlineData("block", "Nothing could be decided, and Proxy__OnPolicyFailure is block.")]
    [InlineData("BLOCK", "Nothing could be decided, and Proxy__OnPolicyFailure is block.")]
    public async Task PolicyThatFails_LeavesItToTheSetting(string setting, string? reason)
    {
        Policy().ThrowsAsync(new InvalidOperationException("a team's own fault"));
        var asynchronous = await DecideAsync(storage.Sender, setting);
        Policy().Throws(new InvalidOperationException("a team's own fault"));
        var synchronous = await DecideAsync(storage.Sender, setting);
        Policy().ReturnsAsync((InterceptDecision)null!);
        var nothing = await DecideAsync(storage.Sender, setting);

        Assert.Equal((reason, reason, reason), (asynchronous.BlockedReason, synchronous.BlockedReason, nothing.BlockedReason));
    }

    [Theory]
    [InlineData("allow", false)]
    [InlineData("block", true)]
    public async Task PolicyThatTakesTooLong_LeavesItToTheSettingAndABlockIsKept(string setting, bool blocks)
    {
        Policy().Returns(() =>
        {
            time.Advance(InterceptDecider.PolicyTimeout);
            return new TaskCompletionSource<InterceptDecision>().Task;
        });
        await storage.DrainAsync(QueueNames.CallEvents);

        var decision = await DecideAsync(storage.Sender, setting);

        Assert.Equal((blocks, true), (decision.BlockedReason is not null, decision.IsFallback));
        Assert.Equal(blocks ? 1 : 0, (await storage.DrainAsync(QueueNames.CallEvents)).Count);
    }

    [Fact]
    public async Task PolicyThatHoldsItsThread_DoesNotKeepProxyWaiting()
    {
        using var released = new ManualResetEventSlim();
        Policy().Returns(() =>
        {
            time.Advance(InterceptDecider.PolicyTimeout);
            released.Wait();
            return Task.FromResult(InterceptDecision.Allow);
        });

        var decision = await DecideAsync(storage.Sender, "block");
        released.Set();

        Assert.NotNull(decision.BlockedReason);
    }

    [Fact]
    public async Task PolicyOfTheSettings_CountsHoweverLongItTakes()
    {
        var options = ProxySettings.Of($"BlockedParticipants__0={Interactions.Inbound}");
        var slow = new Mock<TimeProvider>();
        slow.Setup(clock => clock.CreateTimer(It.IsAny<TimerCallback>(), It.IsAny<object?>(), It.IsAny<TimeSpan>(), It.IsAny<TimeSpan>()))
            .Returns((TimerCallback due, object? state, TimeSpan _, TimeSpan _) =>
            {
                due(state);
                return Mock.Of<ITimer>();
            });
        var settings = new SettingsInterceptPolicy(options, time, NullLogger<SettingsInterceptPolicy>.Instance);
        var decider = new InterceptDecider(settings, options, storage.Sender, slow.Object, NullLogger<InterceptDecider>.Instance);

        var decision = await decider.DecideAsync(interaction, null, null, CancellationToken.None);

        Assert.Equal(("Proxy__BlockedParticipants__0 applies.", false), (decision.BlockedReason, decision.IsFallback));
    }

    [Fact]
    public async Task StorageThatRefuses_ChangesNoDecision()
    {
        Policy().ReturnsAsync(InterceptDecision.Block("spam"));
        var refusing = new Mock<QueueServiceClient>();
        refusing.Setup(queues => queues.GetQueueClient(It.IsAny<string>())).Throws(new Azure.RequestFailedException(503, "busy"));

        Assert.Equal("spam", (await DecideAsync(new MessageSender(refusing.Object, storage.ParkedPayloads))).BlockedReason);
    }

    [Fact]
    public async Task StorageThatHangs_ChangesNoDecision()
    {
        Policy().ReturnsAsync(InterceptDecision.Block("spam"));
        var queue = new Mock<QueueClient>();
        queue.Setup(client => client.SendMessageAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).Returns(() =>
        {
            time.Advance(InterceptDecider.Timeout);
            return new TaskCompletionSource<Azure.Response<Azure.Storage.Queues.Models.SendReceipt>>().Task;
        });
        var hanging = new Mock<QueueServiceClient>();
        hanging.Setup(queues => queues.GetQueueClient(It.IsAny<string>())).Returns(queue.Object);

        Assert.Equal("spam", (await DecideAsync(new MessageSender(hanging.Object, storage.ParkedPayloads))).BlockedReason);
    }

    private Moq.Language.Flow.ISetup<IInterceptPolicy, Task<InterceptDecision>> Policy() =>
        policy.Setup(asked => asked.DecideAsync(interaction, It.IsAny<CancellationToken>()));

    private Task<InterceptDecision> DecideAsync(MessageSender sender, string onPolicyFailure = "allow") =>
        new InterceptDecider(policy.Object, ProxySettings.Of($"OnPolicyFailure={onPolicyFailure}"), sender, time, NullLogger<InterceptDecider>.Instance)
            .DecideAsync(interaction, "token-1", "00-1-2-01", CancellationToken.None);
}
