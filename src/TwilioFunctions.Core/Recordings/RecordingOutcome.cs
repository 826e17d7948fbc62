namespace TwilioFunctions.Core.Recordings;

/// <summary>What became of asking Twilio for audio.</summary>
public enum RecordingOutcome
{
    /// <summary>All of it.</summary>
    Whole,

    /// <summary>A part of it.</summary>
    Part,

    /// <summary>The range lies behind the end.</summary>
    NotSatisfiable,

    /// <summary>Twilio has no such audio: not yet, or no longer.</summary>
    NotFound,

    /// <summary>No auth token of the account is configured that can be read.</summary>
    NoCredentials,

    /// <summary>Twilio refuses the account's credentials.</summary>
    Refused,

    /// <summary>Twilio has too much to do, or an error of its own: later perhaps.</summary>
    Busy,

    /// <summary>Twilio could not be reached, broke off, or was not done in time.</summary>
    Unreachable,

    /// <summary>The recording's URL, or a redirect, leads to a host that is not Twilio's; it was not asked.</summary>
    ForeignHost,

    /// <summary>Twilio answered what is no audio, or not what it was asked for.</summary>
    Unexpected,
}
