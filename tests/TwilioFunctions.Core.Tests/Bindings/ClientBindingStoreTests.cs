using Azure;
using Azure.Data.Tables;
using FsCheck.Fluent;
using Microsoft.Extensions.Time.Testing;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Tests.Bindings;

[Collection(AzuriteTests.Name)]
public sealed class ClientBindingStoreTests(StorageFixture storage)
{
    private const string Identity = "bob";

    private static readonly WriteCondition Absent = new() { IfNoneMatch = [ETag.All] };

    private readonly string accountSid = Sids.New("AC");
    private readonly FakeTimeProvider clock = new();

    public static TheoryData<ChannelAddress> Addresses =>
    [
        new FcmAddress(new string('t', 4096)),
        new ApnsAddress(new string('a', 200), new string('b', 155), ApnsEnvironment.Production, ApnsPushType.Voip),
        new ApnsAddress("00ff", "com.example.app", ApnsEnvironment.Sandbox, ApnsPushType.Alert),
        new WebPubSubAddress(),
        new WebhookAddress("https://example.com/" + new string('p', 2000), Registered.Secret, null),
        new WebhookAddress("https://example.com/?a=%41|", Registered.Secret, Registered.Secret),
    ];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Binding_ComesBackWithEveryField(ChannelAddress address)
    {
        var labels = Enumerable.Range(0, 16).ToDictionary(number => $"{number:00}" + new string('\u0001', 62), _ => new string('\u001f', 256));
        var binding = BindingOf("phone", address) with { DeviceId = new string('电', 256), Labels = labels };

        var put = await Store().PutAsync(binding, WriteCondition.None, CancellationToken.None);

        Assert.Equal(BindingWriteOutcome.Created, put.Outcome);
        var expected = binding with { CreatedAt = clock.GetUtcNow(), UpdatedAt = clock.GetUtcNow(), ETag = put.Binding!.ETag };
        Assert.NotEqual(default, put.Binding.ETag);
        Assert.Equivalent(expected, put.Binding, strict: true);
        Assert.Equivalent(expected, await Store().FindAsync(accountSid, Identity, "phone", CancellationToken.None), strict: true);
        Assert.Equivalent(expected, Assert.Single(await Store().FindAsync(accountSid, Identity, CancellationToken.None)), strict: true);
    }

    [Fact]
    public async Task IdentitiesOfEveryKind_AreKeptApartAndComeBackAsTheyWere()
    {
        var identities = Gen.Sample(RandomIdentity.Generator, 60).Append(new string('/', 256)).Append(new string('電', 256)).Distinct().ToList();
        foreach (var identity in identities)
            await Store().PutAsync(Registered.Binding(accountSid, identity, "phone"), WriteCondition.None, CancellationToken.None);

        foreach (var identity in identities)
        {
            Assert.Equal(identity, Assert.Single(await Store().FindAsync(accountSid, identity, CancellationToken.None)).Identity);
            Assert.True(await Store().AnyAsync(accountSid, identity, CancellationToken.None));
        }
        var listed = await ListAsync(null, 7);
        Assert.Equal(identities.Order(StringComparer.Ordinal), listed.Select(binding => binding.Identity).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task BindingThatIsPutAgain_KeepsItsCreationAndGetsAnotherTag()
    {
        var first = await Store().PutAsync(BindingOf("phone"), WriteCondition.None, CancellationToken.None);
        clock.Advance(TimeSpan.FromDays(1));

        var second = await Store().PutAsync(BindingOf("phone"), WriteCondition.None, CancellationToken.None);

        Assert.Equal(BindingWriteOutcome.Replaced, second.Outcome);
        var kept = await Store().FindAsync(accountSid, Identity, "phone", CancellationToken.None);
        Assert.Equivalent(second.Binding, kept, strict: true);
        Assert.Equal(first.Binding!.CreatedAt, kept!.CreatedAt);
        Assert.Equal(first.Binding.CreatedAt.AddDays(1), kept.UpdatedAt);
        Assert.NotEqual(first.Binding.ETag, kept.ETag);
    }

    [Fact]
    public async Task AnotherChannel_LeavesNoColumnOfTheOneBefore()
    {
        await Store().PutAsync(BindingOf("phone", new WebhookAddress("https://example.com", Registered.Secret, Registered.Secret)), WriteCondition.None, CancellationToken.None);

        await Store().PutAsync(BindingOf("phone", new WebPubSubAddress()), WriteCondition.None, CancellationToken.None);

        var row = await storage.Tables.GetTableClient(TableNames.ClientBindings).GetEntityAsync<TableEntity>(BindingKey.PartitionOf(accountSid, Identity), "phone");
        Assert.DoesNotContain("Secret", row.Value.Keys);
        Assert.DoesNotContain("Url", row.Value.Keys);
    }

    [Fact]
    public async Task PutWithAStaleTag_ChangesNothing()
    {
        var first = await Store().PutAsync(BindingOf("phone"), WriteCondition.None, CancellationToken.None);
        var second = await Store().PutAsync(BindingOf("phone"), new WriteCondition { IfMatch = [first.Binding!.ETag] }, CancellationToken.None);

        var third = await Store().PutAsync(BindingOf("phone", new WebPubSubAddress()), new WriteCondition { IfMatch = [first.Binding.ETag] }, CancellationToken.None);

        Assert.Equal(BindingWriteOutcome.Replaced, second.Outcome);
        Assert.Equal(BindingWriteOutcome.PreconditionFailed, third.Outcome);
        Assert.Equivalent(second.Binding, third.Binding, strict: true);
        Assert.Equivalent(second.Binding, await Store().FindAsync(accountSid, Identity, "phone", CancellationToken.None), strict: true);
    }

    [Fact]
    public async Task IfMatchWithoutABinding_Fails()
    {
        var put = await Store().PutAsync(BindingOf("phone"), new WriteCondition { IfMatch = [ETag.All] }, CancellationToken.None);

        Assert.Equal(new BindingWrite(BindingWriteOutcome.PreconditionFailed, null), put);
        Assert.False(await Store().AnyAsync(accountSid, Identity, CancellationToken.None));
    }

    [Fact]
    public async Task ManyWhoCreateTheSameBinding_OneDoes()
    {
        var writes = await Task.WhenAll(Enumerable.Range(0, 16).Select(number =>
            Store().PutAsync(BindingOf("phone", new FcmAddress($"token-{number}")), Absent, CancellationToken.None)));

        var created = Assert.Single(writes, write => write.Outcome == BindingWriteOutcome.Created);
        Assert.All(writes.Where(write => write != created), write => Assert.Equal(BindingWriteOutcome.PreconditionFailed, write.Outcome));
        Assert.Equivalent(created.Binding, await Store().FindAsync(accountSid, Identity, "phone", CancellationToken.None), strict: true);
    }

    [Fact]
    public async Task ManyWhoReplaceTheSameTag_OneDoes()
    {
        var first = await Store().PutAsync(BindingOf("phone"), WriteCondition.None, CancellationToken.None);
        var condition = new WriteCondition { IfMatch = [first.Binding!.ETag] };

        var writes = await Task.WhenAll(Enumerable.Range(0, 16).Select(number =>
            Store().PutAsync(BindingOf("phone", new FcmAddress($"token-{number}")), condition, CancellationToken.None)));

        var replaced = Assert.Single(writes, write => write.Outcome == BindingWriteOutcome.Replaced);
        Assert.Equivalent(replaced.Binding, await Store().FindAsync(accountSid, Identity, "phone", CancellationToken.None), strict: true);
    }

    [Fact]
    public async Task ManyWhoPutTheSameBinding_AllDoAndOneCreates()
    {
        var writes = await Task.WhenAll(Enumerable.Range(0, 16).Select(number =>
            Store().PutAsync(BindingOf("phone", new FcmAddress($"token-{number}")), WriteCondition.None, CancellationToken.None)));

        Assert.Single(writes, write => write.Outcome == BindingWriteOutcome.Created);
        Assert.Equal(15, writes.Count(write => write.Outcome == BindingWriteOutcome.Replaced));
        Assert.Equal(16, writes.Select(write => write.Binding!.ETag).Distinct().Count());
    }

    [Fact]
    public async Task BindingBeyondTheLimit_IsRefusedAndAReplacementIsNot()
    {
        var store = Store(maxPerIdentity: 2);
        await store.PutAsync(BindingOf("a"), WriteCondition.None, CancellationToken.None);
        await store.PutAsync(BindingOf("b"), WriteCondition.None, CancellationToken.None);

        Assert.Equal(new BindingWrite(BindingWriteOutcome.TooMany, null), await store.PutAsync(BindingOf("c"), WriteCondition.None, CancellationToken.None));
        Assert.Equal(BindingWriteOutcome.Replaced, (await store.PutAsync(BindingOf("b"), WriteCondition.None, CancellationToken.None)).Outcome);
        await store.DeleteAsync(accountSid, Identity, "a", WriteCondition.None, CancellationToken.None);
        Assert.Equal(BindingWriteOutcome.Created, (await store.PutAsync(BindingOf("c"), WriteCondition.None, CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task ManyWhoCreateAtTheLimit_NeverExceedIt()
    {
        var writes = await Task.WhenAll(Enumerable.Range(0, 16).Select(number =>
            Store(maxPerIdentity: 3).PutAsync(BindingOf($"phone-{number}"), WriteCondition.None, CancellationToken.None)));

        var kept = await Store().FindAsync(accountSid, Identity, CancellationToken.None);
        Assert.InRange(kept.Count, 0, 3);
        var created = writes.Where(write => write.Outcome == BindingWriteOutcome.Created).Select(write => write.Binding!.BindingId);
        Assert.Equal(created.Order(StringComparer.Ordinal), kept.Select(binding => binding.BindingId).Order(StringComparer.Ordinal));
        Assert.All(writes.Where(write => write.Outcome != BindingWriteOutcome.Created), write => Assert.Equal(BindingWriteOutcome.TooMany, write.Outcome));
    }

    [Fact]
    public async Task Delete_DeletesOnceAndOnlyWhatItsConditionNames()
    {
        var put = await Store().PutAsync(BindingOf("phone"), WriteCondition.None, CancellationToken.None);
        var stale = new WriteCondition { IfMatch = [new ETag("W/\"stale\"")] };

        Assert.Equal(BindingWriteOutcome.PreconditionFailed, (await DeleteAsync(stale)).Outcome);
        Assert.Equal(BindingWriteOutcome.Deleted, (await DeleteAsync(new WriteCondition { IfMatch = [put.Binding!.ETag] })).Outcome);
        Assert.Equal(BindingWriteOutcome.NotFound, (await DeleteAsync(stale)).Outcome);
        Assert.Null(await Store().FindAsync(accountSid, Identity, "phone", CancellationToken.None));

        Task<BindingWrite> DeleteAsync(WriteCondition condition) => Store().DeleteAsync(accountSid, Identity, "phone", condition, CancellationToken.None);
    }

    [Fact]
    public async Task BindingThatWasRenewed_IsNotDeletedByWhoReadItBefore()
    {
        var first = (await Store().PutAsync(BindingOf("phone"), WriteCondition.None, CancellationToken.None)).Binding!;
        var renewed = (await Store().PutAsync(BindingOf("phone"), WriteCondition.None, CancellationToken.None)).Binding!;

        Assert.False(await Store().DeleteUnlessRenewedAsync(first, CancellationToken.None));
        Assert.True(await Store().DeleteUnlessRenewedAsync(renewed, CancellationToken.None));
        Assert.True(await Store().DeleteUnlessRenewedAsync(renewed, CancellationToken.None));
        Assert.False(await Store().AnyAsync(accountSid, Identity, CancellationToken.None));
    }

    [Fact]
    public async Task BindingThatWasNeverRead_IsNotDeleted() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Store().DeleteUnlessRenewedAsync(BindingOf("phone"), CancellationToken.None));

    [Fact]
    public async Task AllOfAnIdentity_AreDeletedAndNoneOfAnother()
    {
        await Store(maxPerIdentity: 1000).WriteAsync(
            accountSid, [.. Enumerable.Range(0, 250).Select(number => BatchOperation.Upsert(BindingOf($"phone-{number}")))], CancellationToken.None);
        await Store().PutAsync(Registered.Binding(accountSid, "bobby", "phone"), WriteCondition.None, CancellationToken.None);

        var deleted = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Store().DeleteAllAsync(accountSid, Identity, CancellationToken.None)));

        // Who deletes at the same time counts what it saw: a binding that is gone may be its own first try, whose response was lost.
        Assert.All(deleted, count => Assert.InRange(count, 0, 250));
        Assert.InRange(deleted.Sum(), 250, 750);
        Assert.False(await Store().AnyAsync(accountSid, Identity, CancellationToken.None));
        Assert.True(await Store().AnyAsync(accountSid, "bobby", CancellationToken.None));
        Assert.Equal(0, await Store().DeleteAllAsync(accountSid, Identity, CancellationToken.None));
    }

    [Fact]
    public async Task BindingsOfAnAccount_AreListedInPagesAndByChannel()
    {
        for (var number = 0; number < 9; number++)
        {
            ChannelAddress address = number % 3 == 0 ? new WebPubSubAddress() : new FcmAddress("token");
            await Store().PutAsync(Registered.Binding(accountSid, $"identity-{number % 4}", $"phone-{number}", address), WriteCondition.None, CancellationToken.None);
        }
        await Store().PutAsync(Registered.Binding(Sids.New("AC"), Identity, "phone"), WriteCondition.None, CancellationToken.None);

        Assert.Equal(9, (await ListAsync(null, 2)).DistinctBy(binding => (binding.Identity, binding.BindingId)).Count());
        Assert.Equal(
            ["phone-0", "phone-3", "phone-6"],
            (await ListAsync(ChannelNames.WebPubSub, 2)).Select(binding => binding.BindingId).Order(StringComparer.Ordinal));
        Assert.Empty(await ListAsync(ChannelNames.Apns, 2));
    }

    [Fact]
    public async Task ContinuationTokenOfNobody_IsNull() =>
        Assert.Null(await Store().ListAsync(accountSid, null, 2, "YWJj", CancellationToken.None));

    [Fact]
    public async Task RowOfAChannelThatIsNotKnown_DoesNotHideTheOthers()
    {
        await Store().PutAsync(BindingOf("phone"), WriteCondition.None, CancellationToken.None);
        await storage.Tables.GetTableClient(TableNames.ClientBindings).AddEntityAsync(
            new TableEntity(BindingKey.PartitionOf(accountSid, Identity), "later") { ["Channel"] = "pigeon" });

        Assert.Equal("phone", Assert.Single(await Store().FindAsync(accountSid, Identity, CancellationToken.None)).BindingId);
        Assert.Equal("phone", Assert.Single(await ListAsync(null, 100)).BindingId);
        Assert.Equal(BindingWriteOutcome.Replaced, (await Store().PutAsync(BindingOf("later"), WriteCondition.None, CancellationToken.None)).Outcome);
    }

    private ClientBindingStore Store(int maxPerIdentity = 100) => Registered.StoreIn(storage, maxPerIdentity, clock);

    private ClientBinding BindingOf(string bindingId, ChannelAddress? address = null) => Registered.Binding(accountSid, Identity, bindingId, address);

    private async Task<List<ClientBinding>> ListAsync(string? channel, int pageSize)
    {
        var listed = new List<ClientBinding>();
        string? token = null;
        do
        {
            var page = (await Store().ListAsync(accountSid, channel, pageSize, token, CancellationToken.None))!;
            Assert.True(page.Items.Count <= pageSize);
            listed.AddRange(page.Items);
            token = page.ContinuationToken;
        }
        while (token is not null);
        return listed;
    }
}
