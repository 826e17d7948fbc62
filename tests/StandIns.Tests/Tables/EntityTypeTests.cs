using Azure;
using Azure.Data.Tables;
using TwilioFunctions.Testing;

namespace StandIns.Tests.Tables;

[Collection("Azurite")]
public sealed class EntityTypeTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private TableClient table = null!;

    public async Task InitializeAsync() => table = await TestTables.CreateAsync(azurite);

    public Task DisposeAsync() => table.DeleteAsync();

    [Fact]
    public async Task TypedEntity_IsReadAsItWasWritten()
    {
        var written = AllTypes.Filled();
        var answer = await table.AddEntityAsync(written);

        AllTypes read = await table.GetEntityAsync<AllTypes>("p", "r");

        Assert.Equal(answer.Headers.ETag, read.ETag);
        Assert.NotNull(read.Timestamp);
        Assert.Null(read.Ignored);
        Assert.Equal(written.Data!.ToArray(), read.Data!.ToArray());
        (read.ETag, read.Timestamp, read.Ignored, read.Data) = (written.ETag, written.Timestamp, written.Ignored, written.Data);
        Assert.Equivalent(written, read, strict: true);
        Assert.Equal((DateTimeKind.Utc, TimeSpan.Zero), (read.Time.Kind, read.Offset.Offset));
    }

    [Fact]
    public async Task TypedEntityWithNulls_IsReadWithDefaults()
    {
        var written = new AllTypes { Offset = DateTimeOffset.UnixEpoch };
        await table.AddEntityAsync(written);

        AllTypes read = await table.GetEntityAsync<AllTypes>("p", "r");
        TableEntity columns = await table.GetEntityAsync<TableEntity>("p", "r");

        (read.ETag, read.Timestamp) = (written.ETag, written.Timestamp);
        Assert.Equivalent(written, read, strict: true);
        Assert.False(columns.ContainsKey(nameof(AllTypes.MaybeNumber)));
    }

    [Fact]
    public async Task TypedEntity_IsAlsoADictionary()
    {
        await table.AddEntityAsync(AllTypes.Filled());

        TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r");

        Assert.Equal(("Client", "CA00", "-2147483648!"), (read["Side"], read["call_sid"], read["Computed"]));
        Assert.Equal(long.MinValue, Assert.IsType<long>(read["Duration"]));
        Assert.False(read.ContainsKey("Ignored"));
        Assert.False(read.ContainsKey("Renamed"));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(3.0)]
    [InlineData(-1e300)]
    [InlineData(double.Epsilon)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public async Task Double_StaysADouble(double number)
    {
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Quality"] = number });

        TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r");
        AllTypes typed = await table.GetEntityAsync<AllTypes>("p", "r");

        Assert.Equal((number, number), (read.GetDouble("Quality"), typed.Quality));
    }

    [Fact]
    public async Task DictionaryEntity_KeepsEveryType()
    {
        var filled = AllTypes.Filled();
        await table.AddEntityAsync(new TableEntity("p", "r")
        {
            ["Text"] = filled.Text,
            ["Empty"] = "",
            ["Truth"] = true,
            ["Number"] = -1,
            ["Long"] = 1L,
            ["Id"] = filled.Id,
            ["Offset"] = filled.Offset,
            ["Time"] = filled.Time,
            ["Bytes"] = filled.Bytes,
            ["Data"] = filled.Data,
            ["Nothing"] = null,
        });

        TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r");

        Assert.Equal((filled.Text, ""), (read.GetString("Text"), read.GetString("Empty")));
        Assert.Equal((true, -1, 1L), (read.GetBoolean("Truth"), read.GetInt32("Number"), read.GetInt64("Long")));
        Assert.Equal(filled.Id, read.GetGuid("Id"));
        Assert.Equal((filled.Offset, filled.Time), (read.GetDateTimeOffset("Offset"), read.GetDateTime("Time")));
        Assert.Equal(filled.Bytes, read.GetBinary("Bytes"));
        Assert.Equal(filled.Data!.ToArray(), read.GetBinaryData("Data")!.ToArray());
        Assert.False(read.ContainsKey("Nothing"));
    }

    [Fact]
    public async Task EntityThatWasRead_IsWrittenBackUnchanged()
    {
        await table.AddEntityAsync(AllTypes.Filled());
        TableEntity before = await table.GetEntityAsync<TableEntity>("p", "r");

        await table.UpdateEntityAsync(before, before.ETag, TableUpdateMode.Replace);

        TableEntity after = await table.GetEntityAsync<TableEntity>("p", "r");
        string[] serviceOwned = ["odata.etag", "Timestamp"];
        Assert.NotEqual(before.ETag, after.ETag);
        Assert.Equal(before.ExceptBy(serviceOwned, property => property.Key), after.ExceptBy(serviceOwned, property => property.Key));
    }

    [Fact]
    public async Task LocalDateTime_IsRefused() => await Assert.ThrowsAsync<NotSupportedException>(
        () => table.AddEntityAsync(new TableEntity("p", "r") { ["Time"] = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Local) }));

    [Fact]
    public async Task TypeThatTablesDoNotKnow_IsRefused()
    {
        var span = new TableEntity("p", "r") { ["Span"] = TimeSpan.Zero };
        var side = new TableEntity("p", "r") { ["Side"] = AllTypes.Edge.Client };

        await Assert.ThrowsAsync<NotSupportedException>(() => table.AddEntityAsync(span));
        await Assert.ThrowsAsync<NotSupportedException>(() => table.AddEntityAsync(side));
    }

    [Fact]
    public async Task ExplicitlyImplementedKeys_AreWrittenAndRead()
    {
        await table.AddEntityAsync(new Binding { Identity = "alice", Address = "token" });

        Binding read = await table.GetEntityAsync<Binding>("bindings", "alice");

        Assert.Equal(("alice", "token"), (read.Identity, read.Address));
        Assert.NotEqual(default, ((ITableEntity)read).ETag);
    }

    private sealed class Binding : ITableEntity
    {
        [System.Runtime.Serialization.IgnoreDataMember]
        public string Identity { get; set; } = "";

        public string? Address { get; set; }

        string ITableEntity.PartitionKey { get => "bindings"; set => Assert.Equal("bindings", value); }

        string ITableEntity.RowKey { get => Identity; set => Identity = value; }

        DateTimeOffset? ITableEntity.Timestamp { get; set; }

        ETag ITableEntity.ETag { get; set; }
    }
}
