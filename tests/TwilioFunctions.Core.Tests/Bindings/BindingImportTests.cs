using System.Text;
using TwilioFunctions.Core.Bindings;

namespace TwilioFunctions.Core.Tests.Bindings;

[Collection(AzuriteTests.Name)]
public sealed class BindingImportTests(StorageFixture storage)
{
    private readonly string accountSid = Sids.New("AC");

    [Fact]
    public async Task Lines_AreImportedOneByOneAndKeepTheirNumbers()
    {
        var report = await ImportAsync(
            """{"identity":"bob","bindingId":"a","channel":"webpubsub"}""" + "\r\n"
            + "\n"
            + "not json\n"
            + """{"identity":"bob","bindingId":"b","channel":"fcm","fcm":{"registrationToken":"t"}}""" + "\n"
            + "  \n"
            + """{"identity":"bob","bindingId":"a","channel":"webpubsub"}""" + "\n"
            + """{"identity":"alice","channel":"webpubsub"}""");

        Assert.Null(report.Problem);
        Assert.Equal(
            [(1, BatchStatus.Created), (3, BatchStatus.Invalid), (4, BatchStatus.Invalid), (6, BatchStatus.Replaced), (7, BatchStatus.Invalid)],
            report.Lines.Select(line => (line.Number, line.Result.Status)));
        Assert.Equal(["", "channel", "bindingId"], report.Lines.SelectMany(line => line.Result.Problems).Select(problem => problem.Field));
        Assert.Equal(("alice", null), (report.Lines[^1].Result.Identity, report.Lines[^1].Result.BindingId));
    }

    [Fact]
    public async Task ExportOfAnAccount_IsImportedIntoTheSameBindings()
    {
        var lines = Enumerable.Range(0, 2300).Select(number =>
            $$"""{"identity":"identity {{number % 800}}","bindingId":"phone-{{number}}","channel":"webpubsub","labels":{"number":"{{number}}"} }""");
        var first = await ImportAsync(string.Join('\n', lines));
        Assert.All(first.Lines, line => Assert.Equal(BatchStatus.Created, line.Result.Status));

        var exported = await ExportAsync(pageSize: 700);
        var again = await ImportAsync(exported);

        Assert.Equal(2300, again.Lines.Count);
        Assert.All(again.Lines, line => Assert.Equal(BatchStatus.Replaced, line.Result.Status));
        Assert.Equal(Without("updatedAt", exported), Without("updatedAt", await ExportAsync(pageSize: 1000)));
    }

    [Fact]
    public async Task ExportOfAChannel_HasNoOther()
    {
        await ImportAsync(
            """{"identity":"bob","bindingId":"a","channel":"webpubsub"}""" + "\n"
            + $$$"""{"identity":"bob","bindingId":"b","channel":"webhook","webhook":{"url":"https://example.com","secret":"{{{Registered.Secret}}}"}}""");

        var page = await Export.ReadPageAsync(accountSid, ChannelNames.Webhook, 10, null, CancellationToken.None);

        Assert.Equal(1, page!.Count);
        Assert.Contains(Registered.Secret, Encoding.UTF8.GetString(page.Ndjson.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExportWithATokenOfNobody_IsNull() =>
        Assert.Null(await Export.ReadPageAsync(accountSid, null, 10, "YWJj", CancellationToken.None));

    [Fact]
    public async Task LongBindings_AreListedAndExportedInPagesThatAnAnswerCanHold()
    {
        var labels = string.Join(',', Enumerable.Range(0, 16).Select(number => $"\"{number}\":\"{string.Concat(Enumerable.Repeat("\\u0001", 256))}\""));
        for (var part = 0; part < 2; part++)
        {
            var lines = Enumerable.Range(0, 140).Select(number => $$"""{"identity":"{{part}}-{{number}}","bindingId":"phone","channel":"webpubsub","labels":{ {{labels}} } }""");
            Assert.Null((await ImportAsync(string.Join('\n', lines))).Problem);
        }

        var page = await Export.ReadPageAsync(accountSid, null, 1000, null, CancellationToken.None);

        Assert.InRange(page!.Ndjson.Length, 4 * 1024 * 1024, 8 * 1024 * 1024);
        Assert.NotNull(page.ContinuationToken);
        var list = await Registered.StoreIn(storage).ListAsync(accountSid, null, 1000, null, CancellationToken.None);
        Assert.Equal((page.Count, page.ContinuationToken), (list!.Items.Count, list.ContinuationToken));
    }

    [Fact]
    public async Task PartThatIsTooLong_IsRefusedAsAWhole()
    {
        Assert.NotNull((await ImportAsync(new string('\n', BindingReader.MaxBodyBytes + 1))).Problem);
        Assert.Null((await ImportAsync(new string('\n', BindingReader.MaxBodyBytes))).Problem);
        Assert.NotNull((await ImportAsync(string.Concat(Enumerable.Repeat("x\n", BindingImport.MaxLines + 1)))).Problem);
        Assert.Equal(BindingImport.MaxLines, (await ImportAsync(string.Concat(Enumerable.Repeat("x\n", BindingImport.MaxLines)))).Lines.Count);
    }

    private BindingExport Export => new(Registered.StoreIn(storage));

    private Task<ImportReport> ImportAsync(string ndjson) =>
        new BindingImport(Registered.Reader("fcm"), Registered.StoreIn(storage)).ImportAsync(accountSid, Encoding.UTF8.GetBytes(ndjson), CancellationToken.None);

    private async Task<string> ExportAsync(int pageSize)
    {
        var exported = new StringBuilder();
        string? token = null;
        do
        {
            var page = (await Export.ReadPageAsync(accountSid, null, pageSize, token, CancellationToken.None))!;
            var text = Encoding.UTF8.GetString(page.Ndjson.Span);
            Assert.Equal(page.Count, text.Count(unit => unit == '\n'));
            Assert.True(page.Count <= pageSize);
            exported.Append(text);
            token = page.ContinuationToken;
        }
        while (token is not null);
        return exported.ToString();
    }

    private static IEnumerable<string> Without(string member, string ndjson) =>
        ndjson.Split('\n').Select(line => line.Split($",\"{member}\"")[0]);
}
