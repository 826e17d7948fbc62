using System.Buffers;

namespace TwilioFunctions.Core.Signatures;

/// <summary>
/// A form's parameters as Twilio signs them: decoded, distinct, sorted by name and value, without separators. Kept in pooled memory.
/// What is not UTF-8 stays as it is, so that no two forms pass for the same.
/// </summary>
internal ref struct SortedParameters
{
    private readonly byte[] decoded;
    private readonly Parameter[] parameters;
    private int count;

    public SortedParameters(ReadOnlySpan<byte> form)
    {
        decoded = ArrayPool<byte>.Shared.Rent(form.Length);
        parameters = ArrayPool<Parameter>.Shared.Rent(form.Count((byte)'&') + 1);

        var reader = new FormReader(form);
        var start = 0;
        while (reader.Read(decoded.AsSpan(start), out var name, out var value))
        {
            parameters[count++] = new Parameter(decoded, start, name.Length, value.Length);
            start += name.Length + value.Length;
        }

        parameters.AsSpan(0, count).Sort();
        RemoveRepeated();
    }

    /// <summary>In bytes.</summary>
    public int Length { get; private set; }

    public readonly void CopyTo(Span<byte> destination)
    {
        foreach (var parameter in parameters.AsSpan(0, count))
        {
            parameter.Text.CopyTo(destination);
            destination = destination[parameter.Text.Length..];
        }
    }

    public readonly void Dispose()
    {
        ArrayPool<Parameter>.Shared.Return(parameters, clearArray: true);
        ArrayPool<byte>.Shared.Return(decoded, clearArray: true);
    }

    private void RemoveRepeated()
    {
        var distinct = 0;
        for (var index = 0; index < count; index++)
        {
            if (index > 0 && parameters[index].CompareTo(parameters[distinct - 1]) == 0)
                continue;
            parameters[distinct++] = parameters[index];
            Length += parameters[index].Text.Length;
        }

        count = distinct;
    }

    // It holds the array so that it can compare itself: sorting with a comparer allocates.
    private readonly struct Parameter(byte[] decoded, int start, int nameLength, int valueLength) : IComparable<Parameter>
    {
        public ReadOnlySpan<byte> Text => decoded.AsSpan(start, nameLength + valueLength);

        private ReadOnlySpan<byte> Name => Text[..nameLength];

        private ReadOnlySpan<byte> Value => Text[nameLength..];

        public int CompareTo(Parameter other)
        {
            var byName = CompareAsUtf16(Name, other.Name);
            return byName != 0 ? byName : CompareAsUtf16(Value, other.Value);
        }

        /// <summary>
        /// Twilio's libraries sort UTF-16, where what takes four bytes in UTF-8 comes before U+E000 to U+FFFF, which start with 0xEE
        /// and 0xEF.
        /// </summary>
        private static int CompareAsUtf16(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
        {
            var common = left.CommonPrefixLength(right);
            return common == left.Length || common == right.Length
                ? left.Length - right.Length
                : Rank(left[common]) - Rank(right[common]);
        }

        private static int Rank(byte value) => value is 0xEE or 0xEF ? value + 0x100 : value;
    }
}
