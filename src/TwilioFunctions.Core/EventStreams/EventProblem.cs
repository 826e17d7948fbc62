namespace TwilioFunctions.Core.EventStreams;

/// <summary>What is wrong with a body, and where.</summary>
/// <param name="Location">A JSON pointer (RFC 6901) into the body, for instance <c>/1/type</c>.</param>
/// <param name="Detail">A sentence.</param>
public sealed record EventProblem(string Location, string Detail);
