using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;

namespace StandIns.Tests.Tables;

/// <summary>An entity with every type that tables know, each also nullable.</summary>
public sealed class AllTypes : ITableEntity
{
    public enum Edge
    {
        Carrier,
        Client,
    }

    public string PartitionKey { get; set; } = "p";

    public string RowKey { get; set; } = "r";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string? Text { get; set; }

    public bool Truth { get; set; }

    public bool? MaybeTruth { get; set; }

    public int Number { get; set; }

    public int? MaybeNumber { get; set; }

    public long Duration { get; set; }

    public long? MaybeDuration { get; set; }

    public double Quality { get; set; }

    public double? MaybeQuality { get; set; }

    public Guid Id { get; set; }

    public Guid? MaybeId { get; set; }

    public DateTimeOffset Offset { get; set; }

    public DateTimeOffset? MaybeOffset { get; set; }

    public DateTime Time { get; set; } = DateTime.UnixEpoch;

    public DateTime? MaybeTime { get; set; }

    public byte[]? Bytes { get; set; }

    public BinaryData? Data { get; set; }

    public Edge Side { get; set; }

    public Edge? MaybeSide { get; set; }

    [DataMember(Name = "call_sid")]
    public string? Renamed { get; set; }

    [IgnoreDataMember]
    public string? Ignored { get; set; }

    public string Computed => $"{Number}!";

    public static AllTypes Filled() => new()
    {
        Text = "Zoë \"日本\" 😀\r\n",
        Truth = true,
        MaybeTruth = false,
        Number = int.MinValue,
        MaybeNumber = int.MaxValue,
        Duration = long.MinValue,
        MaybeDuration = 7,
        Quality = 0.1,
        MaybeQuality = 3,
        Id = Guid.Parse("c9da6455-213d-42c9-9a79-3e9149a57833"),
        MaybeId = Guid.Empty,
        // Tables keep ticks and begin in 1601.
        Offset = new DateTimeOffset(2026, 3, 29, 2, 30, 0, TimeSpan.FromHours(2)).AddTicks(1234567),
        MaybeOffset = new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero),
        Time = new DateTime(2026, 12, 31, 23, 59, 59, DateTimeKind.Utc),
        MaybeTime = DateTime.UnixEpoch,
        Bytes = [0, 1, 254, 255],
        Data = BinaryData.FromString("data"),
        Side = Edge.Client,
        MaybeSide = Edge.Carrier,
        Renamed = "CA00",
        Ignored = "never sent",
    };
}
