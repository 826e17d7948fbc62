namespace TwilioFunctions.Core.Messages;

/// <summary>Makes a call notification's message one for a single binding, after an attempt that failed for a passing reason.</summary>
/// <param name="BindingId">The binding.</param>
/// <param name="Attempt">The number of the attempt to make, from 2 on.</param>
public sealed record BindingRetry(string BindingId, int Attempt);
