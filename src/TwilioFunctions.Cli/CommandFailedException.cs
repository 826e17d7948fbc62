namespace TwilioFunctions.Cli;

/// <summary>Ends a command with exit code 1. The message is for the person at the terminal: what happened, and what to do.</summary>
internal class CommandFailedException(string message, Exception? innerException = null) : Exception(message, innerException);
