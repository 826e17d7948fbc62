using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using TwilioFunctions.Core.Bindings;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Tests.Bindings;

public sealed class BindingKeyTests
{
    private const string Account = "AC00000000000000000000000000000001";

    private static readonly Config Thousand = Config.QuickThrowOnFailure.WithMaxTest(1000);

    [Fact]
    public void AnyIdentity_BecomesALegalKey() => Prop.ForAll(RandomIdentity.Arbitrary, identity =>
    {
        var key = BindingKey.PartitionOf(Account, identity);
        return key.Length <= BindingKey.MaxLength
            && key.All(unit => !char.IsControl(unit) && !@"/\#?%".Contains(unit))
            && string.CompareOrdinal(key, BindingKey.StartOf(Account)) >= 0
            && string.CompareOrdinal(key, BindingKey.EndOf(Account)) < 0;
    }).Check(Thousand);

    [Fact]
    public void DistinctIdentities_HaveDistinctKeys() => Prop.ForAll(RandomIdentity.Arbitrary, RandomIdentity.Arbitrary, (one, other) =>
        (BindingKey.PartitionOf(Account, one) == BindingKey.PartitionOf(Account, other)) == (one == other)).Check(Thousand);

    [Fact]
    public void LongIdentitiesThatDifferInOneCharacter_HaveDistinctKeys() => Prop.ForAll<int>(place =>
    {
        var identity = Enumerable.Repeat('/', 256).ToArray();
        var key = BindingKey.PartitionOf(Account, new string(identity));
        identity[(int)((uint)place % 256)] = '?';
        return key != BindingKey.PartitionOf(Account, new string(identity));
    }).Check(Thousand);

    [Fact]
    public void IdentitySpelledAsTheKeyOfAnother_HasAKeyOfItsOwn()
    {
        var hashed = BindingKey.PartitionOf(Account, new string('/', 256));

        var spelled = hashed[BindingKey.StartOf(Account).Length..];

        Assert.NotEqual(hashed, BindingKey.PartitionOf(Account, spelled));
        Assert.Equal(spelled, TableKey.Decode(BindingKey.PartitionOf(Account, spelled)[BindingKey.StartOf(Account).Length..]));
    }

    [Fact]
    public void KeyOfAHash_IsNoneThatAnEncodingMakes()
    {
        var hashed = BindingKey.PartitionOf(Account, new string('/', 256))[BindingKey.StartOf(Account).Length..];

        Assert.Equal('=', hashed[0]);
        Assert.False(ushort.TryParse(hashed.AsSpan(1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _));
    }

    [Fact]
    public void AccountThatBeginsLikeAnother_HasNoKeyInItsRange()
    {
        var key = BindingKey.PartitionOf(Account + "1", "bob");

        Assert.False(string.CompareOrdinal(key, BindingKey.StartOf(Account)) >= 0 && string.CompareOrdinal(key, BindingKey.EndOf(Account)) < 0);
    }
}
