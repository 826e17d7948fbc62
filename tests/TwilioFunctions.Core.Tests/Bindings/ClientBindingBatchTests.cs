using Azure.Core;
using Azure.Data.Tables;
using Microsoft.Extensions.Time.Testing;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Tests.Bindings;

[Collection(AzuriteTests.Name)]
public sealed class ClientBindingBatchTests(StorageFixture storage)
{
    private readonly string accountSid = Sids.New("AC");
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public async Task ThousandOperationsOverManyIdentities_AreDoneOneByOneDespiteTheBadOnes()
    {
        BatchOperation[] operations =
        [
            .. Enumerable.Range(0, 1000).Select(number => number % 10 == 3
                ? BatchOperation.Malformed(null, null, [new BindingProblem("upsert.channel", "This is missing.")])
                : number % 10 == 7 ? BatchOperation.Delete(IdentityOf(number), "nobody")
                : Upsert(IdentityOf(number), $"phone-{number}")),
        ];

        var results = await Store().WriteAsync(accountSid, operations, CancellationToken.None);

        Assert.Equal(1000, results.Count);
        foreach (var (number, result) in results.Index())
        {
            Assert.Equal((number % 10) switch { 3 => BatchStatus.Invalid, 7 => BatchStatus.NotFound, _ => BatchStatus.Created }, result.Status);
            Assert.Equal((operations[number].Identity, operations[number].BindingId), (result.Identity, result.BindingId));
        }
        Assert.Equivalent(results.Select(result => result.Binding).OfType<ClientBinding>(), await AllAsync(), strict: true);

        static string IdentityOf(int number) => $"identity/{number % 90}";
    }

    [Fact]
    public async Task RepeatedOperationsOnOneBinding_AreDoneInOrder()
    {
        await Store().WriteAsync(accountSid, [Upsert("bob", "old")], CancellationToken.None);
        var createdAt = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromHours(1));

        var results = await Store().WriteAsync(
            accountSid,
            [
                Upsert("bob", "phone", "1"), Upsert("bob", "old", "2"), Upsert("bob", "phone", "3"), Delete("bob", "phone"), Delete("bob", "phone"),
                Upsert("bob", "phone", "4"), Upsert("bob", "old", "5"), Upsert("alice", "phone", "6"),
            ],
            CancellationToken.None);

        Assert.Equal(
            [
                BatchStatus.Created, BatchStatus.Replaced, BatchStatus.Replaced, BatchStatus.Deleted, BatchStatus.NotFound,
                BatchStatus.Created, BatchStatus.Replaced, BatchStatus.Created,
            ],
            results.Select(result => result.Status));
        Assert.Equivalent(new[] { results[5].Binding, results[6].Binding, results[7].Binding }, await AllAsync(), strict: true);
        Assert.Equal(createdAt, results[6].Binding!.CreatedAt);
        Assert.Equal(clock.GetUtcNow(), results[6].Binding!.UpdatedAt);
    }

    [Fact]
    public async Task LimitPerIdentity_CountsWhatTheBatchItselfCreatesAndDeletes()
    {
        await Store().WriteAsync(accountSid, [Upsert("bob", "a"), Upsert("bob", "b")], CancellationToken.None);

        var results = await Store(maxPerIdentity: 3).WriteAsync(
            accountSid,
            [Upsert("bob", "c"), Upsert("bob", "d"), Upsert("bob", "a"), Delete("bob", "b"), Upsert("bob", "e"), Upsert("bob", "f"), Upsert("alice", "g")],
            CancellationToken.None);

        Assert.Equal(
            [
                BatchStatus.Created, BatchStatus.TooMany, BatchStatus.Replaced, BatchStatus.Deleted, BatchStatus.Created,
                BatchStatus.TooMany, BatchStatus.Created,
            ],
            results.Select(result => result.Status));
        Assert.Contains("Bindings__MaxPerIdentity", Assert.Single(results[1].Problems).Detail, StringComparison.Ordinal);
        Assert.Equal(["a", "c", "e", "g"], (await AllAsync()).Select(binding => binding.BindingId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task SeveralTransactionsOfOneIdentity_AreDoneWhole()
    {
        var operations = Enumerable.Range(0, 330).Select(number => Upsert("bob", $"phone-{number}")).ToList();

        var results = await Store(maxPerIdentity: 300).WriteAsync(accountSid, operations, CancellationToken.None);

        Assert.Equal(Enumerable.Repeat(BatchStatus.Created, 300).Concat(Enumerable.Repeat(BatchStatus.TooMany, 30)), results.Select(result => result.Status));
        Assert.Equal(300, (await AllAsync()).Count);
    }

    [Fact]
    public async Task LongestBindings_FitIntoTheirTransactions()
    {
        var labels = Enumerable.Range(0, 16).ToDictionary(number => $"{number:00}" + new string('\u0001', 62), _ => new string('\u001f', 256));
        var operations = Enumerable.Range(0, 100).Select(number => BatchOperation.Upsert(
            Registered.Binding(accountSid, new string('/', 256), $"phone-{number}", new FcmAddress(new string('<', 4096))) with
            {
                DeviceId = new string('電', 256),
                Labels = labels,
            })).ToList();

        var results = await Store().WriteAsync(accountSid, operations, CancellationToken.None);

        Assert.All(results, result => Assert.Equal(BatchStatus.Created, result.Status));
        Assert.Equivalent(results.Select(result => result.Binding), await AllAsync(), strict: true);
    }

    [Fact]
    public async Task BatchesOfSeveralAtOnce_LoseNothingAndNobodysResult()
    {
        BatchOperation[] operations = [.. Enumerable.Range(0, 60).Select(number => Upsert($"identity-{number % 3}", $"phone-{number % 40}"))];

        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Store().WriteAsync(accountSid, operations, CancellationToken.None)));

        var kept = await AllAsync();
        var distinct = operations.Select(operation => (operation.Identity, operation.BindingId)).Distinct().ToList();
        Assert.Equal(distinct.Count, kept.Count);
        Assert.Equal(distinct.Count, all.SelectMany(results => results).Count(result => result.Status == BatchStatus.Created));
        Assert.All(all.SelectMany(results => results), result => Assert.Contains(result.Status, new[] { BatchStatus.Created, BatchStatus.Replaced, BatchStatus.Contended }));
        var written = all.SelectMany(results => results).Select(result => result.Binding?.ETag).ToHashSet();
        Assert.All(kept, binding => Assert.Contains(binding.ETag, written));
    }

    [Fact]
    public async Task BatchesOfSeveralAtTheLimit_NeverExceedItAndTellTheTruth()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(batch => Store(maxPerIdentity: 10).WriteAsync(
            accountSid, [.. Enumerable.Range(0, 8).Select(number => Upsert("bob", $"phone-{batch}-{number}"))], CancellationToken.None)));

        var kept = await AllAsync();
        Assert.InRange(kept.Count, 0, 10);
        Assert.Equivalent(all.SelectMany(results => results).Select(result => result.Binding).OfType<ClientBinding>(), kept, strict: true);
        Assert.All(all.SelectMany(results => results), result => Assert.Contains(result.Status, new[] { BatchStatus.Created, BatchStatus.TooMany }));
    }

    [Fact]
    public async Task OperationThatStorageRefuses_SpoilsNoOther()
    {
        // No reader lets such a binding through; the store must cope with it all the same: a column holds 32 Ki characters.
        var tooLarge = BatchOperation.Upsert(Registered.Binding(accountSid, "bob", "large", new FcmAddress(new string('t', 40_000))));

        var results = await Store().WriteAsync(accountSid, [Upsert("bob", "a"), tooLarge, Upsert("bob", "b"), Upsert("alice", "c")], CancellationToken.None);

        Assert.Equal([BatchStatus.Created, BatchStatus.Invalid, BatchStatus.Created, BatchStatus.Created], results.Select(result => result.Status));
        Assert.Equal(["a", "b", "c"], (await AllAsync()).Select(binding => binding.BindingId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task MoreThanAThousandOperations_AreTheCallersMistake() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => Store().WriteAsync(accountSid, [.. Enumerable.Repeat(Delete("bob", "phone"), 1001)], CancellationToken.None));

    [Fact]
    public async Task StorageThatIsAway_IsThrown()
    {
        var options = new TableClientOptions { Retry = { MaxRetries = 0 } };
        var away = new TableServiceClient("DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;TableEndpoint=http://127.0.0.1:1/a;", options);

        var failure = await Assert.ThrowsAnyAsync<Exception>(
            () => Registered.StoreOn(away, 100, clock).WriteAsync(accountSid, [Upsert("bob", "phone"), Upsert("alice", "phone")], CancellationToken.None));

        Assert.True(StorageFault.Is(failure));
    }

    [Fact]
    public async Task StorageThatFailsOnTheWay_IsToldOperationByOperation()
    {
        var options = new TableClientOptions { Retry = { MaxRetries = 0 } };
        options.AddPolicy(new FailingRequests("cut"), HttpPipelinePosition.PerCall);
        var store = Registered.StoreOn(new TableServiceClient(storage.ConnectionString, options), 1000, clock);
        var operations = Enumerable.Range(0, 250).Select(number => Upsert("bob", number == 120 ? "cut" : $"phone-{number}")).ToList();

        var results = await store.WriteAsync(accountSid, operations, CancellationToken.None);

        var kept = (await AllAsync()).Select(binding => binding.BindingId).ToHashSet();
        Assert.Equal(100, kept.Count);
        foreach (var result in results)
            Assert.Equal(kept.Contains(result.BindingId!) ? BatchStatus.Created : BatchStatus.Unavailable, result.Status);
    }

    private ClientBindingStore Store(int maxPerIdentity = 100) => Registered.StoreIn(storage, maxPerIdentity, clock);

    private BatchOperation Upsert(string identity, string bindingId, string token = "token") =>
        BatchOperation.Upsert(Registered.Binding(accountSid, identity, bindingId, new FcmAddress(token)));

    private static BatchOperation Delete(string identity, string bindingId) => BatchOperation.Delete(identity, bindingId);

    private async Task<List<ClientBinding>> AllAsync()
    {
        var all = new List<ClientBinding>();
        string? token = null;
        do
        {
            var page = (await Store().ListAsync(accountSid, null, 1000, token, CancellationToken.None))!;
            all.AddRange(page.Items);
            token = page.ContinuationToken;
        }
        while (token is not null);
        return all;
    }
}
