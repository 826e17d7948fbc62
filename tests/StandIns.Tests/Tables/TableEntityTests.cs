using Azure;
using Azure.Data.Tables;

namespace StandIns.Tests.Tables;

public sealed class TableEntityTests
{
    [Fact]
    public void KeysAndETag_AreAmongTheProperties()
    {
        var entity = new TableEntity("p", "r") { ETag = new ETag("W/\"1\"") };

        Assert.Equal(("p", "r", "W/\"1\""), (entity["PartitionKey"], entity["RowKey"], entity["odata.etag"]));
        Assert.Equal(3, entity.Count);
    }

    [Fact]
    public void PropertyThatIsNotThere_IsNull()
    {
        var entity = new TableEntity("p", "r");

        Assert.Null(entity["Edge"]);
        Assert.Null(entity.GetString("Edge"));
        Assert.Null(entity.GetInt32("Edge"));
        Assert.Null(entity.GetBinary("Edge"));
        Assert.Null(entity.Timestamp);
        Assert.False(entity.TryGetValue("Edge", out _));
    }

    [Fact]
    public void GetterOfAnotherType_IsAMistakeOfTheCaller()
    {
        var entity = new TableEntity { ["Number"] = 1 };

        Assert.Throws<InvalidOperationException>(() => entity.GetString("Number"));
        Assert.Throws<InvalidOperationException>(() => entity.GetInt64("Number"));
        Assert.Throws<InvalidOperationException>(() => entity.GetDateTimeOffset("Number"));
    }

    [Fact]
    public void Times_AreGivenInBothTypes()
    {
        var time = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var entity = new TableEntity { ["Time"] = time, ["Offset"] = new DateTimeOffset(time) };

        Assert.Equal((time, time), (entity.GetDateTime("Time"), entity.GetDateTime("Offset")));
        Assert.Equal((time, time), (entity.GetDateTimeOffset("Time"), entity.GetDateTimeOffset("Offset")));
    }

    [Fact]
    public void Bytes_AreGivenInBothTypes()
    {
        var entity = new TableEntity { ["Bytes"] = new byte[] { 1 }, ["Data"] = BinaryData.FromBytes(new byte[] { 2 }) };

        Assert.Equal([1], entity.GetBinaryData("Bytes")!.ToArray());
        Assert.Equal([2], entity.GetBinary("Data"));
    }

    [Fact]
    public void NumberOfAProperty_MayWidenButNotNarrow()
    {
        var entity = new TableEntity { ["Int"] = 1, ["Long"] = 1L, ["Double"] = 1.0 };

        entity["Int"] = 2L;
        entity["Long"] = 2;
        entity["Double"] = 2;

        Assert.Equal((2L, 2L, 2.0), (entity.GetInt64("Int"), entity.GetInt64("Long"), entity.GetDouble("Double")));
        Assert.Throws<InvalidOperationException>(() => entity["Long"] = 2.0);
        Assert.Throws<InvalidOperationException>(() => entity["Double"] = "2");
    }

    [Fact]
    public void Dictionary_IsCopiedAndEnumerated()
    {
        var values = new Dictionary<string, object?> { ["A"] = 1 };
        var entity = new TableEntity(values);
        values["A"] = 2;

        Assert.Equal([KeyValuePair.Create<string, object?>("A", 1)], entity);
        Assert.True(entity.Remove("A"));
        Assert.Empty(entity.Keys);
    }
}
