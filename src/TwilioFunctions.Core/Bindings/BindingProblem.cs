namespace TwilioFunctions.Core.Bindings;

/// <summary>What is wrong with a binding, and where.</summary>
/// <param name="Field">Its path in the JSON, for instance <c>fcm.registrationToken</c>; empty for the whole.</param>
/// <param name="Detail">A sentence.</param>
public sealed record BindingProblem(string Field, string Detail);
