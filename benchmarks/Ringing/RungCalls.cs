namespace TwilioFunctions.Benchmarks.Ringing;

/// <summary>The calls of one callee, in all rounds.</summary>
/// <param name="Callee">Who was called.</param>
/// <param name="UnderLoad">Whether others were called at the same time.</param>
/// <param name="Rounds">The calls of each round.</param>
internal sealed record RungCalls(Callee Callee, bool UnderLoad, IReadOnlyList<IReadOnlyList<RungCall>> Rounds)
{
    public IEnumerable<RungCall> All => Rounds.SelectMany(calls => calls);
}
