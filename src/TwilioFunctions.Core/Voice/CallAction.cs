namespace TwilioFunctions.Core.Voice;

/// <summary>What is done with a call. Which of the members are needed depends on <see cref="Kind"/>.</summary>
internal sealed class CallAction
{
    /// <summary>What to do.</summary>
    public CallActionKind? Kind { get; set; }

    /// <summary><see cref="CallActionKind.DialClient"/>: the client identity, up to 256 characters.</summary>
    public string? Identity { get; set; }

    /// <summary><see cref="CallActionKind.DialClient"/>: custom parameters that the client receives with the call.</summary>
    public IDictionary<string, string> Parameters { get; } = new Dictionary<string, string>();

    /// <summary><see cref="CallActionKind.DialNumber"/>: E.164, for instance <c>+15551234567</c>.</summary>
    public string? Number { get; set; }

    /// <summary><see cref="CallActionKind.DialSip"/>: for instance <c>sip:desk@example.com</c>.</summary>
    public string? Sip { get; set; }

    /// <summary>Dialling: the number that is shown; the caller's unless set. Needed where a client calls a number.</summary>
    public string? CallerId { get; set; }

    /// <summary>Dialling: how many seconds it rings, 1 to 600. Twilio's 30 unless set.</summary>
    public int? Timeout { get; set; }

    /// <summary>Dialling: <c>record-from-answer</c>, <c>record-from-answer-dual</c>, <c>record-from-ringing</c> or <c>record-from-ringing-dual</c>.</summary>
    public string? RecordCall { get; set; }

    /// <summary><see cref="CallActionKind.Say"/>: what is read; <see cref="CallActionKind.Record"/>: what is read before the tone.</summary>
    public string? Text { get; set; }

    /// <summary>The voice that reads, for instance <c>Polly.Joanna</c>.</summary>
    public string? Voice { get; set; }

    /// <summary>The language of the text, for instance <c>de-DE</c>.</summary>
    public string? Language { get; set; }

    /// <summary><see cref="CallActionKind.Play"/>: the audio; <see cref="CallActionKind.Redirect"/>: the TwiML; absolute, http or https.</summary>
    public string? Url { get; set; }

    /// <summary><see cref="CallActionKind.Record"/>: at most so many seconds, 1 to 14,400. Twilio's 3,600 unless set.</summary>
    public int? MaxLength { get; set; }

    /// <summary><see cref="CallActionKind.Enqueue"/>: the queue's name.</summary>
    public string? Queue { get; set; }

    /// <summary><see cref="CallActionKind.Enqueue"/>: the TwiML that those hear who wait.</summary>
    public string? WaitUrl { get; set; }

    /// <summary><see cref="CallActionKind.Reject"/>: <c>rejected</c>, which is the default, or <c>busy</c>.</summary>
    public string? Reason { get; set; }
}

/// <summary>What can be done with a call.</summary>
internal enum CallActionKind
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
