namespace TwilioFunctions.LocalHost;

/// <summary>Thrown when the host can't start or go on. The message is one sentence with the reason and the way out.</summary>
internal sealed class LocalHostException : Exception
{
    public LocalHostException(string message)
        : base(message)
    {
    }

    public LocalHostException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
