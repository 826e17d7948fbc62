namespace TwilioFunctions.Core.Voice;

/// <summary>What can be done with a call.</summary>
public enum CallActionKind
{
    /// <summary>Rings the devices of a client identity.</summary>
    DialClient,

    /// <summary>Connects to a number.</summary>
    DialNumber,

    /// <summary>Connects to a SIP address.</summary>
    DialSip,

    /// <summary>Reads a text.</summary>
    Say,

    /// <summary>Plays an audio file.</summary>
    Play,

    /// <summary>Records what the caller says.</summary>
    Record,

    /// <summary>Puts the caller into a queue.</summary>
    Enqueue,

    /// <summary>Does not take the call; it is not billed.</summary>
    Reject,

    /// <summary>Asks another URL for TwiML.</summary>
    Redirect,
}
