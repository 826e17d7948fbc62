namespace TwilioFunctions.Http;

/// <summary>Left as a feature where a fault of ours decided what was answered.</summary>
internal sealed class OwnFault
{
    public static readonly OwnFault Answered = new();
}
