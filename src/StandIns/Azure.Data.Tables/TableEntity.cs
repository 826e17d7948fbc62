using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Azure.Data.Tables.Entities;

namespace Azure.Data.Tables;

public sealed class TableEntity : ITableEntity, IDictionary<string, object?>
{
    private readonly Dictionary<string, object?> properties;

    public TableEntity() => properties = [];

    public TableEntity(string partitionKey, string rowKey)
        : this()
    {
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    public TableEntity(IDictionary<string, object?> values) => properties = values is null ? [] : new Dictionary<string, object?>(values);

    public string PartitionKey
    {
        get => GetString(EntityProperties.PartitionKey)!;
        set => properties[EntityProperties.PartitionKey] = value;
    }

    public string RowKey
    {
        get => GetString(EntityProperties.RowKey)!;
        set => properties[EntityProperties.RowKey] = value;
    }

    public DateTimeOffset? Timestamp
    {
        get => GetDateTimeOffset(EntityProperties.Timestamp);
        set => properties[EntityProperties.Timestamp] = value;
    }

    public ETag ETag
    {
        get => new(GetString(EntityProperties.ETag)!);
        set => properties[EntityProperties.ETag] = value.ToString();
    }

    public int Count => properties.Count;

    public ICollection<string> Keys => properties.Keys;

    ICollection<object?> IDictionary<string, object?>.Values => properties.Values;

    bool ICollection<KeyValuePair<string, object?>>.IsReadOnly => false;

    public object? this[string key]
    {
        get => Find(key);
        set => Set(key, value);
    }

    public string? GetString(string key) => Find(key) is { } value ? As<string>(value) : null;

    public byte[]? GetBinary(string key) => Find(key) switch
    {
        null => null,
        BinaryData data => data.ToArray(),
        var value => As<byte[]>(value),
    };

    public BinaryData? GetBinaryData(string key) => Find(key) switch
    {
        null => null,
        byte[] bytes => BinaryData.FromBytes(bytes),
        var value => As<BinaryData>(value),
    };

    public bool? GetBoolean(string key) => Find(key) is { } value ? As<bool>(value) : null;

    public double? GetDouble(string key) => Find(key) is { } value ? As<double>(value) : null;

    public Guid? GetGuid(string key) => Find(key) is { } value ? As<Guid>(value) : null;

    public int? GetInt32(string key) => Find(key) is { } value ? As<int>(value) : null;

    public long? GetInt64(string key) => Find(key) is { } value ? As<long>(value) : null;

    public DateTime? GetDateTime(string key) => Find(key) switch
    {
        null => null,
        DateTimeOffset time => time.UtcDateTime,
        var value => As<DateTime>(value),
    };

    public DateTimeOffset? GetDateTimeOffset(string key) => Find(key) switch
    {
        null => null,
        DateTime time => new DateTimeOffset(time),
        var value => As<DateTimeOffset>(value),
    };

    public void Add(string key, object? value) => Set(key, value);

    public bool ContainsKey(string key) => properties.ContainsKey(key);

    public bool Remove(string key) => properties.Remove(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value) => properties.TryGetValue(key, out value);

    public void Clear() => properties.Clear();

    void ICollection<KeyValuePair<string, object?>>.Add(KeyValuePair<string, object?> item) => Set(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, object?>>.Contains(KeyValuePair<string, object?> item) => properties.Contains(item);

    void ICollection<KeyValuePair<string, object?>>.CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, object?>>)properties).CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object?>>.Remove(KeyValuePair<string, object?> item) =>
        ((ICollection<KeyValuePair<string, object?>>)properties).Remove(item);

    IEnumerator<KeyValuePair<string, object?>> IEnumerable<KeyValuePair<string, object?>>.GetEnumerator() => properties.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => properties.GetEnumerator();

    private static T As<T>(object value) => value is T typed
        ? typed
        : throw new InvalidOperationException($"Cannot return {typeof(T)} type for a {value.GetType()} typed property.");

    private object? Find(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return properties.GetValueOrDefault(key);
    }

    private void Set(string key, object? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        properties[key] = value is not null && Find(key) is { } existing ? KeepType(existing, value) : value;
    }

    // A property keeps the type that it has in the table, so that queries on it go on working; numbers may widen.
    private static object KeepType(object existing, object value) => (existing, value) switch
    {
        _ when existing.GetType() == value.GetType() => value,
        (int, double or long) => value,
        (double, int number) => (double)number,
        (long, int number) => (long)number,
        _ => throw new InvalidOperationException($"A value of {value.GetType()} cannot replace one of {existing.GetType()}."),
    };
}
