using System.Text.Json.Serialization;

namespace TwilioFunctions.Cli.Bindings.Import;

/// <summary>What has been imported: everything before <see cref="Offset"/> was acknowledged by the app.</summary>
internal sealed record ImportProgress
{
    /// <summary>Into which app.</summary>
    public required string Url { get; init; }

    /// <summary>Into which account.</summary>
    public required string AccountSid { get; init; }

    /// <summary>The input's length.</summary>
    public required long Length { get; init; }

    /// <summary>How many bytes of the input are done.</summary>
    public long Offset { get; init; }

    /// <summary>The SHA-256 of those bytes: a file that was changed there is another file.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>How many lines are done.</summary>
    public long Lines { get; init; }

    public long Created { get; init; }

    public long Replaced { get; init; }

    public long Failed { get; init; }

    /// <summary>How long the file of failed lines was then.</summary>
    public long FailedBytes { get; init; }

    [JsonIgnore]
    public long Imported => Created + Replaced;
}
