using Google.Apis.Util;

namespace TwilioFunctions.Core.CallNotifications.Channels.Fcm;

/// <summary>The app's clock for Google's library.</summary>
internal sealed class GoogleClock(TimeProvider time) : IClock
{
    public DateTime Now => time.GetLocalNow().DateTime;

    public DateTime UtcNow => time.GetUtcNow().UtcDateTime;
}
