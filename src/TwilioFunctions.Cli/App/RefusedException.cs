using System.Net;

namespace TwilioFunctions.Cli.App;

/// <summary>The app answered, and refuses.</summary>
internal sealed class RefusedException(HttpStatusCode status, ProblemAnswer? problem, string message) : CommandFailedException(message)
{
    public HttpStatusCode Status => status;

    /// <summary>What it says; null where something else than the app's own function refused.</summary>
    public ProblemAnswer? Problem => problem;
}
