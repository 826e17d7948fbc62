namespace TwilioFunctions.Core.Recordings;

/// <summary>How audio is served. Source: https://www.twilio.com/docs/voice/api/recording#fetch-a-recording-media-file</summary>
public enum RecordingFormat
{
    /// <summary>Uncompressed.</summary>
    Wav,

    /// <summary>Compressed.</summary>
    Mp3,
}

/// <summary>How formats are named.</summary>
public static class RecordingFormats
{
    /// <summary>What is added to the URL of a recording.</summary>
    internal static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<RecordingFormat>().Select(Extension)];

    /// <summary>The format of that name, <c>wav</c> or <c>mp3</c>; <see cref="RecordingFormat.Wav"/> without a name. Null for what is no format.</summary>
    public static RecordingFormat? OfName(string? name) => name switch
    {
        null or "" => RecordingFormat.Wav,
        _ when name.Equals("wav", StringComparison.OrdinalIgnoreCase) => RecordingFormat.Wav,
        _ when name.Equals("mp3", StringComparison.OrdinalIgnoreCase) => RecordingFormat.Mp3,
        _ => null,
    };

    /// <summary>The media type that Twilio gives it.</summary>
    public static string ContentType(this RecordingFormat format) => format == RecordingFormat.Mp3 ? "audio/mpeg" : "audio/x-wav";

    internal static string Extension(this RecordingFormat format) => format == RecordingFormat.Mp3 ? ".mp3" : ".wav";
}
