using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TwilioFunctions.Core.AccessTokens;
using TwilioFunctions.Core.AppSettings;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.CallNotifications;
using TwilioFunctions.Core.Calls;
using TwilioFunctions.Core.Channels.Apns;
using TwilioFunctions.Core.Channels.Fcm;
using TwilioFunctions.Core.Channels.Webhook;
using TwilioFunctions.Core.Channels.WebPubSub;
using TwilioFunctions.Core.DeadLetters;
using TwilioFunctions.Core.EventStreams;
using TwilioFunctions.Core.Health;
using TwilioFunctions.Core.Messages;
using TwilioFunctions.Core.Proxy;
using TwilioFunctions.Core.Recordings;
using TwilioFunctions.Core.Retention;
using TwilioFunctions.Core.Signatures;
using TwilioFunctions.Core.Storage;
using TwilioFunctions.Core.Telemetry;
using TwilioFunctions.Core.Voice;
using TwilioFunctions.Core.Webhooks;

namespace TwilioFunctions.Core;

/// <summary>The one place where Core is composed.</summary>
public static class CoreRegistration
{
    /// <summary>Registers everything that the functions ask for. A wrong setting stops the app at start.</summary>
    public static IServiceCollection AddTwilioFunctionsCore(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(configuration)
        .AddSingleton(TimeProvider.System)
        .AddTwilioSignatures(configuration)
        .AddSingleton<AccessTokenVerifier>()
        .AddStorage(configuration)
        .AddOtlpSettings(configuration)
        .AddRetention(configuration)
        .AddSingleton<ParkedPayloadStore>()
        .AddSingleton<MessageSender>()
        .AddSingleton<MessageReader>()
        .AddSingleton<EventReceiver>()
        .AddSingleton<WebhookReceiver>()
        .AddSingleton<EventStore>()
        .AddSingleton<CallStore>()
        .AddSingleton<CallIndex>()
        .AddSingleton<CallWriter>()
        .AddSingleton<ICallList>(services => services.GetRequiredService<CallWriter>())
        .AddSingleton<CallSummaryStore>()
        .AddSingleton<CallSummaryProcessor>()
        .AddSingleton<CallEventProcessor>()
        .AddIncomingCalls(configuration)
        .AddProxy(configuration)
        .AddRecordings()
        .AddCallNotifications(configuration)
        .AddFcmChannel(configuration)
        .AddApnsChannel(configuration)
        .AddWebPubSubChannel(configuration)
        .AddWebhookChannel(configuration)
        .AddSections(configuration.GetSection("Channels"), FcmOptions.Section, ApnsOptions.Section, WebPubSubOptions.Section, WebhookChannelOptions.Section)
        .AddClientBindings(configuration)
        .AddSingleton<FailureStore>()
        .AddSingleton<DeadLetterStore>()
        .AddSingleton<DeadLetterKeeper>()
        .AddSingleton<PoisonQueueDrain>()
        .AddSingleton<HealthProbe>()
        .AddSingleton<QueueMeasurer>();
}
