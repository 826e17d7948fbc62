namespace TwilioFunctions.Core.Signatures.Diagnosis;

/// <summary>One way in which a part of the request may have been before.</summary>
/// <param name="Value">The part.</param>
/// <param name="Cost">How unlikely that is; 0 for the part as it was captured.</param>
/// <param name="Changes">What differs.</param>
internal readonly record struct Variant<T>(T Value, int Cost, SignatureCause[] Changes)
{
    public static Variant<T> AsCaptured(T value) => new(value, 0, []);
}
