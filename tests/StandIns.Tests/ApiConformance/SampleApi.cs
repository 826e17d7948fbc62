using System.Diagnostics.CodeAnalysis;

// The kinds of members that a listing tells apart.
namespace StandIns.Tests.ApiConformance.Samples;

[SuppressMessage("Design", "CA1051", Justification = "A field is one of the kinds.")]
[SuppressMessage("Naming", "CA1716", Justification = "Names do not matter here.")]
[SuppressMessage("Performance", "CA1819", Justification = "Nor do the costs.")]
public class Sample<T> : IDisposable
{
    public const int Limit = 32;

    protected readonly string? Name;

    protected Sample()
    {
    }

    public Sample(string? name, params int[] numbers)
    {
        Name = name;
        Numbers = numbers;
    }

    private protected Sample(int ignored) => Limited = ignored;

    public event EventHandler<EventArgs>? Changed;

    public delegate bool Rule(T value, out string reason);

    public enum Kind
    {
        First,
        Second,
    }

    public int[]? Numbers { get; init; }

    public long? Limited { get; private set; }

    public int Shared { get; protected set; }

    internal int Ignored { get; set; }

    public T this[string key, int number]
    {
        get => throw new KeyNotFoundException($"{key} {number}");
        set => Changed?.Invoke(value, EventArgs.Empty);
    }

    public static Sample<T> operator +(Sample<T> left, Sample<T> right) => left ?? right;

    public static explicit operator string?(Sample<T> sample) => sample?.Name;

    public Task<Dictionary<string, List<T>>> FindAsync<TKey>(TKey key, CancellationToken cancellationToken = default) =>
        throw new KeyNotFoundException($"{key} {cancellationToken}");

    public bool TryGet(in Guid id, ref int[,] grid, out Sample<T>.Nested<Kind>? nested)
    {
        nested = grid is null || id == Guid.Empty ? null : new Nested<Kind>();
        return nested is not null;
    }

    public override string ToString() => Name ?? "";

    protected internal virtual void OnChanged() => Changed?.Invoke(this, EventArgs.Empty);

    void IDisposable.Dispose() => GC.SuppressFinalize(this);

    public class Nested<TOther>
    {
        public TOther? Other { get; set; }
    }

    protected struct Guarded;

    private sealed class Hidden;
}
