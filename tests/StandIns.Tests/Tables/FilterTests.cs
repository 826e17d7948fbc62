using System.Text;
using Azure.Data.Tables;

namespace StandIns.Tests.Tables;

public sealed class FilterTests
{
    public static TheoryData<object?, string> Literals => new()
    {
        { "O'Brien", "'O''Brien'" },
        { "' or PartitionKey ne '", "''' or PartitionKey ne '''" },
        { "{0} {", "'{0} {'" },
        { 'x', "'x'" },
        { '\'', "''''" },
        { new StringBuilder("a'b"), "'a''b'" },
        { true, "true" },
        { false, "false" },
        { -1, "-1" },
        { (byte)1, "1" },
        { 1L, "1L" },
        { uint.MaxValue, "4294967295L" },
        { 1.5, "1.5" },
        { 2.0, "2.0" },
        { 1e20, "1E+20" },
        { 1.5m, "1.5" },
        { Guid.Parse("C9DA6455-213D-42C9-9A79-3E9149A57833"), "guid'c9da6455-213d-42c9-9a79-3e9149a57833'" },
        { new DateTimeOffset(2026, 1, 1, 1, 0, 0, TimeSpan.FromHours(1)), "datetime'2026-01-01T00:00:00.0000000Z'" },
        { new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), "datetime'2026-01-01T00:00:00.0000000Z'" },
        { new byte[] { 1, 255 }, "X'01FF'" },
        { BinaryData.FromBytes(new byte[] { 1, 255 }), "X'01FF'" },
        { null, "null" },
    };

    [Theory]
    [MemberData(nameof(Literals))]
    public void Value_BecomesALiteral(object? value, string literal) =>
        Assert.Equal($"A eq {literal} or B eq {literal}", TableClient.CreateQueryFilter($"A eq {value} or B eq {value}"));

    [Fact]
    public void ValueWithoutALiteral_IsRefused() =>
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"A eq {AllTypes.Edge.Client}"));
}
