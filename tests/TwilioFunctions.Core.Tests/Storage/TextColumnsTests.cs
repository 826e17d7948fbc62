using System.Text;
using Azure.Data.Tables;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Tests.Storage;

[Collection(AzuriteTests.Name)]
public sealed class TextColumnsTests(StorageFixture storage)
{
    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(32 * 1024)]
    [InlineData(32 * 1024 + 1)]
    [InlineData(300 * 1024)]
    [InlineData(1024 * 1024)]
    public async Task TextOfAnySizeUpToOneMebibyte_ComesBackFromARow(int bytes)
    {
        var text = HardlyCompressible(bytes);
        var row = new TableEntity(Sids.New("CA"), "summary");
        TextColumns.Write(row, "Json", text);

        var table = storage.Tables.GetTableClient(TableNames.Calls);
        await table.AddEntityAsync(row);
        var read = await table.GetEntityAsync<TableEntity>(row.PartitionKey, row.RowKey);

        Assert.Equal(text, TextColumns.Read(read.Value, "Json"));
    }

    [Fact]
    public void RowWithoutText_IsNull() => Assert.Null(TextColumns.Read([], "Json"));

    /// <summary>Random printable ASCII: about the densest that JSON text can be.</summary>
    private static string HardlyCompressible(int bytes)
    {
        var random = new Random(1);
        var text = new StringBuilder(bytes);
        for (var index = 0; index < bytes; index++)
            text.Append((char)random.Next(' ', '~'));
        return text.ToString();
    }
}
