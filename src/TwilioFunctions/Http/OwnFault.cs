namespace TwilioFunctions.Http;

/// <summary>Left as a feature where a fault of ours was answered in the function's place.</summary>
internal sealed class OwnFault
{
    public static readonly OwnFault Answered = new();
}
