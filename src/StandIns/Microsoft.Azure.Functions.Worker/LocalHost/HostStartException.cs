namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>The host cannot start, for a reason that one sentence tells the user.</summary>
internal sealed class HostStartException(string message, Exception? innerException = null) : Exception(message, innerException);
