namespace TwilioFunctions.Cli.Simulate.Day;

/// <summary>In which order webhooks are sent.</summary>
internal enum WebhookOrder
{
    /// <summary>Those of a call follow each other as it went on.</summary>
    AsItHappened,

    /// <summary>Call after call, but those of one call in any order, as Twilio may send them.</summary>
    AnyWithinACall,

    /// <summary>In any order over the whole day.</summary>
    Any,
}
