using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Testing;

namespace TwilioFunctions.Core.Tests.Bindings;

[Collection(AzuriteTests.Name)]
public sealed class HostileBindingTests(StorageFixture storage)
{
    private readonly string accountSid = Sids.New("AC");

    [Fact]
    public void AnyBytesAsABinding_AreReadOrRefused() => Prop.ForAll(MutatedJson.Of(Json).ToArbitrary(), json =>
    {
        var reading = Registered.Reader().Read(json, accountSid, null, null);

        Assert.Equal(reading.Binding is null, reading.Problems.Count > 0);
        if (reading.Binding is { } binding)
            Assert.Equivalent(reading, Registered.Reader().Read(ClientBindingJson.Write(binding), accountSid, binding.Identity, binding.BindingId), strict: true);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void AnyBytesAsABatch_AreReadOrRefused() => Prop.ForAll(MutatedJson.Of(Batch).ToArbitrary(), json =>
    {
        var batch = Registered.Reader().ReadBatch(json, accountSid);

        Assert.Equal(batch.Problem is null, batch.Operations.Count > 0);
        Assert.All(batch.Operations, operation => Assert.True(operation.Problems.Count > 0 || (operation.Identity is not null && operation.BindingId is not null)));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public async Task WhatIsAccepted_IsStoredWholeAndWhatIsNotIsNotStored()
    {
        var lines = Gen.Sample(MutatedJson.Of(Json).Select(json => Encoding.UTF8.GetString(json).ReplaceLineEndings(" ")), 400);
        var import = new BindingImport(Registered.Reader(), Registered.StoreIn(storage));

        var report = await import.ImportAsync(accountSid, Encoding.UTF8.GetBytes(string.Join('\n', lines)), CancellationToken.None);

        Assert.Null(report.Problem);
        var results = report.Lines.Select(line => line.Result).ToList();
        Assert.All(results, result => Assert.Contains(result.Status, new[] { BatchStatus.Created, BatchStatus.Replaced, BatchStatus.Invalid }));
        Assert.Contains(results, result => result.Status == BatchStatus.Created);
        var last = results.Where(result => result.Binding is not null).GroupBy(result => (result.Identity, result.BindingId)).Select(group => group.Last().Binding!).ToList();
        var page = await Registered.StoreIn(storage).ListAsync(accountSid, null, 1000, null, CancellationToken.None);
        Assert.Equal(
            last.Select(binding => Encoding.UTF8.GetString(ClientBindingJson.Write(binding))).Order(StringComparer.Ordinal),
            page!.Items.Select(binding => Encoding.UTF8.GetString(ClientBindingJson.Write(binding))).Order(StringComparer.Ordinal));
    }

    // A hundred originals are enough: it is the mutations that must differ, and long texts take their time to make.
    private Gen<byte[]> Json => Gen.Elements(Gen.Sample(RandomBinding.Generator(accountSid), 100).Select(binding => ClientBindingJson.Write(binding)).ToArray());

    private Gen<byte[]> Batch => Json.Two().Select(bindings => Encoding.UTF8.GetBytes(
        $$"""{"operations":[{{UpsertOf(bindings.Item1)}},{{UpsertOf(bindings.Item2)}},{"delete":{"identity":"bob","bindingId":"x"} }]}"""));

    private static string UpsertOf(byte[] json) => $$"""{"upsert":{{Encoding.UTF8.GetString(json)}} }""";
}
