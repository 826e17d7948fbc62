using System.Reflection;
using StandIns.Tests.ApiConformance.Samples;

namespace StandIns.Tests.ApiConformance;

public sealed class PublicApiTests
{
    private const string Sample = "StandIns.Tests.ApiConformance.Samples.Sample`1";
    private const string SampleOfT = "StandIns.Tests.ApiConformance.Samples.Sample{`0}";

    private static readonly string[] listing =
    [
        $"E:{Sample}.Changed -> System.EventHandler{{System.EventArgs}}",
        $"F:{Sample}.Limit -> System.Int32",
        $"F:{Sample}.Name -> System.String",
        $"M:{Sample}.#ctor",
        $"M:{Sample}.#ctor(System.String,System.Int32[])",
        $"M:{Sample}.FindAsync``1(``0,System.Threading.CancellationToken) -> " +
            "System.Threading.Tasks.Task{System.Collections.Generic.Dictionary{System.String,System.Collections.Generic.List{`0}}}",
        $"M:{Sample}.OnChanged -> System.Void",
        $"M:{Sample}.ToString -> System.String",
        $"M:{Sample}.TryGet(System.Guid@,System.Int32[0:,0:]@,{SampleOfT}.Nested{{{SampleOfT}.Kind}}@) -> System.Boolean",
        $"M:{Sample}.op_Addition({SampleOfT},{SampleOfT}) -> {SampleOfT}",
        $"M:{Sample}.op_Explicit({SampleOfT}) -> System.String",
        $"P:{Sample}.Item(System.String,System.Int32) -> `0 {{ get; set; }}",
        $"P:{Sample}.Limited -> System.Nullable{{System.Int64}} {{ get; }}",
        $"P:{Sample}.Numbers -> System.Int32[] {{ get; init; }}",
        $"P:{Sample}.Shared -> System.Int32 {{ get; set; }}",
        $"T:{Sample}",
    ];

    [Fact]
    public void EveryKindOfMember_IsListed() =>
        Assert.Equal(listing, PublicApi.Of(typeof(Sample<>)).Order(StringComparer.Ordinal));

    [Fact]
    public void NestedEnum_ListsItsMembers() =>
        Assert.Equal(
            [$"F:{Sample}.Kind.First -> {SampleOfT}.Kind", $"F:{Sample}.Kind.Second -> {SampleOfT}.Kind", $"T:{Sample}.Kind"],
            PublicApi.Of(typeof(Sample<>.Kind)).Order(StringComparer.Ordinal));

    [Fact]
    public void NestedDelegate_ListsHowItIsInvoked() =>
        Assert.Contains($"M:{Sample}.Rule.Invoke(`0,System.String@) -> System.Boolean", PublicApi.Of(typeof(Sample<>.Rule)));

    [Fact]
    public void Assembly_ListsVisibleTypesOnly()
    {
        var types = PublicApi.Of(Assembly.GetExecutingAssembly()).Where(line => line.StartsWith($"T:{Sample}", StringComparison.Ordinal));

        Assert.Equal(
            [$"T:{Sample}", $"T:{Sample}.Guarded", $"T:{Sample}.Kind", $"T:{Sample}.Nested`1", $"T:{Sample}.Rule"],
            types.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void SameListing_HasNoDifferences() =>
        Assert.Empty(new ApiListing(listing).Differences(PublicApi.Of(typeof(Sample<>))));

    [Theory]
    // A wrong return type.
    [InlineData("M:{0}.ToString -> System.String", "M:{0}.ToString -> System.Object")]
    // A wrong type of a constant.
    [InlineData("F:{0}.Limit -> System.Int32", "F:{0}.Limit -> System.Int64")]
    // A missing accessor, one too many, and another one.
    [InlineData("P:{0}.Shared -> System.Int32 {{ get; set; }}", "P:{0}.Shared -> System.Int32 {{ get; }}")]
    [InlineData(
        "P:{0}.Limited -> System.Nullable{{System.Int64}} {{ get; }}",
        "P:{0}.Limited -> System.Nullable{{System.Int64}} {{ get; set; }}")]
    [InlineData("P:{0}.Numbers -> System.Int32[] {{ get; init; }}", "P:{0}.Numbers -> System.Int32[] {{ get; set; }}")]
    // A parameter of another type.
    [InlineData("M:{0}.#ctor(System.String,System.Int32[])", "M:{0}.#ctor(System.Uri,System.Int32[])")]
    // A parameter that is no reference.
    [InlineData(
        "P:{0}.Item(System.String,System.Int32) -> `0 {{ get; set; }}",
        "P:{0}.Item(System.String@,System.Int32) -> `0 {{ get; set; }}")]
    // Another name.
    [InlineData("M:{0}.OnChanged -> System.Void", "M:{0}.OnChange -> System.Void")]
    public void ChangedMember_IsExtraAndItsListedFormIsMissing(string member, string listed)
    {
        var actual = string.Format(null, member, Sample);
        var other = string.Format(null, listed, Sample);
        var changed = new ApiListing([.. listing.Select(line => line == actual ? other : line)]);

        var differences = changed.Differences(PublicApi.Of(typeof(Sample<>)));

        Assert.Equal([$"not in the listing: {actual}", $"only in the listing: {other}"], differences);
    }

    [Fact]
    public void MemberThatIsNotListed_IsExtra()
    {
        var shorter = new ApiListing(listing[1..]);

        Assert.Equal([$"not in the listing: {listing[0]}"], shorter.Differences(PublicApi.Of(typeof(Sample<>))));
    }

    [Fact]
    public void LineThatNoMemberMatches_IsMissing()
    {
        var longer = new ApiListing([.. listing, $"M:{Sample}.Other -> System.Void"]);

        Assert.Equal([$"only in the listing: M:{Sample}.Other -> System.Void"], longer.Differences(PublicApi.Of(typeof(Sample<>))));
    }
}
