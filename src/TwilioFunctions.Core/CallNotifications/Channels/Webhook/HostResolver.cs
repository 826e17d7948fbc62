using System.Net;

namespace TwilioFunctions.Core.CallNotifications.Channels.Webhook;

/// <summary>Looks a host name up.</summary>
internal delegate Task<IPAddress[]> HostResolver(string host, CancellationToken cancellationToken);
