using System.Text.Json.Serialization;

namespace TwilioFunctions.Core.Voice;

/// <summary>What an incoming call was answered, as the record of the call keeps it.</summary>
/// <param name="DecidedBy">The rule, or whatever else decided.</param>
/// <param name="Twiml">What Twilio was told.</param>
/// <param name="Form">The parameters as Twilio sent them.</param>
public sealed record AnsweredCall(string DecidedBy, string Twiml, string Form)
{
    /// <summary>Whether nothing else could be said, because what decides has failed.</summary>
    [JsonIgnore]
    public bool IsFallback { get; init; }
}

[JsonSerializable(typeof(AnsweredCall))]
internal sealed partial class AnsweredCallJson : JsonSerializerContext;
