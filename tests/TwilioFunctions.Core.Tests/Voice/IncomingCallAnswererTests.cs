using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Twilio.TwiML;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Core.Voice;

namespace TwilioFunctions.Core.Tests.Voice;

[Collection(AzuriteTests.Name)]
public sealed class IncomingCallAnswererTests(StorageFixture storage)
{
    private const string Form = "CallSid=CA1&AccountSid=AC1&From=%2B15550001111&To=client%3Abob";

    private static readonly WebhookUrls Urls = WebhookUrls.Of("https://calls.example.com", new Uri("http://localhost:7071/api/twilio/voice/incoming"));

    private readonly Mock<IIncomingCallHandler> handler = new();
    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task AnswerOfAHandler_IsHeardAndKept()
    {
        Handler().ReturnsAsync(new IncomingCallAnswer(new VoiceResponse().Say("Hello"), "the team"));
        await storage.DrainAsync(QueueNames.CallEvents);

        var answered = await AnswerAsync(storage.Sender);

        Assert.Equal(("Hello", false), (Said(answered), answered.IsFallback));
        var kept = Envelope.TryParse(Assert.Single(await storage.DrainAsync(QueueNames.CallEvents)))!;
        Assert.Equal((EnvelopeKinds.VoiceIncoming, "AC1", "CA1"), (kept.Type, kept.AccountSid, kept.CallSid));
        Assert.Equal(new AnsweredCall("the team", answered.Twiml, Form), JsonSerializer.Deserialize<AnsweredCall>(kept.Payload!));
    }

    [Fact]
    public async Task HandlerThatFails_LetsTheCallerHearTheFallback()
    {
        Handler().ThrowsAsync(new InvalidOperationException("a team's own fault"));
        var asynchronous = await AnswerAsync(storage.Sender);
        Handler().Throws(new InvalidOperationException("a team's own fault"));
        var synchronous = await AnswerAsync(storage.Sender);
        Handler().ReturnsAsync((IncomingCallAnswer)null!);
        var nothing = await AnswerAsync(storage.Sender);
        Handler().ReturnsAsync(new IncomingCallAnswer(new VoiceResponse().Say("a bell \u0007"), "the team"));
        var noXml = await AnswerAsync(storage.Sender);
        Handler().ReturnsAsync(new IncomingCallAnswer(new VoiceResponse().Say(new string('x', IncomingCallAnswerer.MaxTwimlBytes)), "the team"));
        var tooLong = await AnswerAsync(storage.Sender);

        AnsweredCall[] answered = [asynchronous, synchronous, nothing, noXml, tooLong];
        Assert.All(answered, answer => Assert.StartsWith("We are sorry", Said(answer), StringComparison.Ordinal));
        Assert.All(answered, answer => Assert.True(answer.IsFallback));
    }

    [Fact]
    public async Task HandlerThatTakesTooLong_LetsTheCallerHearTheFallbackWhichIsKept()
    {
        Handler().Returns(() =>
        {
            time.Advance(IncomingCallAnswerer.HandlerTimeout);
            return new TaskCompletionSource<IncomingCallAnswer>().Task;
        });
        await storage.DrainAsync(QueueNames.CallEvents);

        Assert.StartsWith("We are sorry", Said(await AnswerAsync(storage.Sender)), StringComparison.Ordinal);
        Assert.Single(await storage.DrainAsync(QueueNames.CallEvents));
    }

    [Fact]
    public async Task HandlerThatHoldsItsThread_DoesNotKeepTheCallerWaiting()
    {
        using var released = new ManualResetEventSlim();
        Handler().Returns(() =>
        {
            time.Advance(IncomingCallAnswerer.HandlerTimeout);
            released.Wait();
            return Task.FromResult(new IncomingCallAnswer(new VoiceResponse(), "too late"));
        });

        var answered = await AnswerAsync(storage.Sender);
        released.Set();

        Assert.StartsWith("We are sorry", Said(answered), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StorageThatHangs_ChangesNoAnswer()
    {
        Handler().ReturnsAsync(new IncomingCallAnswer(new VoiceResponse().Say("Hello"), "the team"));
        var queue = new Mock<QueueClient>();
        queue.Setup(client => client.SendMessageAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).Returns(() =>
        {
            time.Advance(IncomingCallAnswerer.Timeout);
            return new TaskCompletionSource<Azure.Response<Azure.Storage.Queues.Models.SendReceipt>>().Task;
        });
        var hanging = new Mock<QueueServiceClient>();
        hanging.Setup(queues => queues.GetQueueClient(It.IsAny<string>())).Returns(queue.Object);

        Assert.Equal("Hello", Said(await AnswerAsync(new MessageSender(hanging.Object, storage.ParkedPayloads))));
    }

    [Fact]
    public async Task CallWhoseSidCannotBeAKey_IsAnsweredAndNotKept()
    {
        Handler().ReturnsAsync(new IncomingCallAnswer(new VoiceResponse().Say("Hello"), "the team"));
        await storage.DrainAsync(QueueNames.CallEvents);

        Assert.Equal("Hello", Said(await AnswerAsync(storage.Sender, Form.Replace("CA1", new string('C', 2000), StringComparison.Ordinal))));
        Assert.Empty(await storage.DrainAsync(QueueNames.CallEvents));
    }

    private Moq.Language.Flow.ISetup<IIncomingCallHandler, Task<IncomingCallAnswer>> Handler() =>
        handler.Setup(team => team.AnswerAsync(It.IsAny<IncomingCall>(), It.IsAny<CancellationToken>()));

    private Task<AnsweredCall> AnswerAsync(MessageSender sender, string form = Form) =>
        new IncomingCallAnswerer(handler.Object, Options.Create(new VoiceOptions()), sender, time, NullLogger<IncomingCallAnswerer>.Instance)
            .AnswerAsync(new IncomingCall(FormParameters.Parse(Encoding.UTF8.GetBytes(form)), Urls), form, null, CancellationToken.None);

    private static string Said(AnsweredCall answered) => XElement.Parse(answered.Twiml).Element("Say")!.Value;
}
