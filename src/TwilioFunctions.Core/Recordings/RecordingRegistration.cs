using Microsoft.Extensions.DependencyInjection;
using TwilioFunctions.Core.CallNotifications.Channels;

namespace TwilioFunctions.Core.Recordings;

/// <summary>Registers what serves the audio of recordings.</summary>
public static class RecordingRegistration
{
    /// <summary>Adds the <see cref="RecordingStore"/> and the <see cref="RecordingMedia"/>.</summary>
    public static IServiceCollection AddRecordings(this IServiceCollection services) => services
        .AddKeyedSingleton(RecordingMedia.ClientName, (_, _) => ChannelHttpClient.Create())
        .AddSingleton<RecordingStore>()
        .AddSingleton<RecordingMedia>();
}
