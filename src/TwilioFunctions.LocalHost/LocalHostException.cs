namespace TwilioFunctions.LocalHost;

/// <summary>Thrown when the host can't start or go on. The message is one sentence that says what is wrong and what to do.</summary>
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
