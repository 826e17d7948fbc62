namespace TwilioFunctions.Benchmarks.Lookup;

/// <param name="Time">From the question to the bindings.</param>
/// <param name="Own">What of it was not spent on waiting for storage: in our code and in the storage client.</param>
/// <param name="Requests">How often storage was asked.</param>
/// <param name="Bytes">How much it answered.</param>
internal sealed record Lookup(TimeSpan Time, TimeSpan Own, int Requests, long Bytes);
