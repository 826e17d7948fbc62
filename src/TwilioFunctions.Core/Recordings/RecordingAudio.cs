using System.Globalization;

namespace TwilioFunctions.Core.Recordings;

/// <summary>Audio, or why there is none.</summary>
/// <param name="Outcome">What became of asking for it.</param>
public sealed record RecordingAudio(RecordingOutcome Outcome)
{
    /// <summary>At most <see cref="RecordingMedia.MaxBytes"/>.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Where <see cref="Body"/> begins in the whole.</summary>
    public long From { get; init; }

    /// <summary>How many bytes the whole has; null where Twilio does not say it.</summary>
    public long? Total { get; init; }

    /// <summary>Twilio's entity tag, as it was sent.</summary>
    public string? ETag { get; init; }

    /// <summary>When the audio was made, as HTTP has it.</summary>
    public string? LastModified { get; init; }

    /// <summary>The header of that name, of a part and of a range that lies behind the end; null for others.</summary>
    public string? ContentRange => Outcome switch
    {
        RecordingOutcome.Part => string.Create(CultureInfo.InvariantCulture, $"bytes {From}-{From + Body.Length - 1}/{TotalText}"),
        RecordingOutcome.NotSatisfiable when Total is not null => $"bytes */{TotalText}",
        _ => null,
    };

    private string TotalText => Total?.ToString(CultureInfo.InvariantCulture) ?? "*";
}
