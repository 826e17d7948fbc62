using System.Linq.Expressions;
using Azure.Data.Tables;

namespace StandIns.Tests.Tables;

public sealed class ExpressionFilterTests
{
    private readonly string sid = "CA'0";

    [Fact]
    public void Comparisons_AreJoined() => Assert.Equal(
        "((PartitionKey eq 'CA''0') and (Number gt 5)) or (not (Quality le 1.5))",
        TableClient.CreateQueryFilter<AllTypes>(entity => (entity.PartitionKey == sid && entity.Number > 5) || !(entity.Quality <= 1.5)));

    [Fact]
    public void MirroredComparison_IsTurnedRound() =>
        Assert.Equal("Number lt 5", TableClient.CreateQueryFilter<AllTypes>(entity => 5 > entity.Number));

    [Fact]
    public void Truths_AreComparedWithTrue() => Assert.Equal(
        "(Truth eq true) and (MaybeTruth eq false)",
        TableClient.CreateQueryFilter<AllTypes>(entity => entity.Truth && entity.MaybeTruth == false));

    [Fact]
    public void NullableAndRenamedMembers_AreNamedAsInTheTable() => Assert.Equal(
        "(MaybeDuration ge 7L) and (call_sid ne 'x')",
        TableClient.CreateQueryFilter<AllTypes>(entity => entity.MaybeDuration!.Value >= 7 && entity.Renamed != "x"));

    [Fact]
    public void TextOrder_IsAComparison() => Assert.Equal(
        "(RowKey ge 'a') and (RowKey lt 'b')",
        TableClient.CreateQueryFilter<AllTypes>(
            entity => string.CompareOrdinal(entity.RowKey, "a") >= 0 && entity.RowKey.CompareTo("b") < 0));

    [Fact]
    public void DictionaryProperties_AreNamedByIndexerOrGetter() => Assert.Equal(
        "(State eq 'completed') and (Duration gt 60)",
        TableClient.CreateQueryFilter<TableEntity>(entity => (string?)entity["State"] == "completed" && entity.GetInt32("Duration") > 60));

    [Fact]
    public void MembersOfATypeParameter_AreNamed() => Assert.Equal("RowKey eq 'r'", FilterOf<AllTypes>("r"));

    public static TheoryData<Expression<Func<AllTypes, bool>>> Unsayable => new(
        entity => entity.Text!.StartsWith('a'),
        entity => entity.Number + 1 == 2,
        entity => entity.Number == entity.MaybeNumber,
        entity => entity.Side == AllTypes.Edge.Client,
        entity => string.IsNullOrEmpty(entity.Text));

    [Theory]
    [MemberData(nameof(Unsayable))]
    public void WhatAFilterCannotSay_IsRefused(Expression<Func<AllTypes, bool>> predicate) =>
        Assert.Throws<NotSupportedException>(() => TableClient.CreateQueryFilter(predicate));

    private static string FilterOf<T>(string rowKey) where T : ITableEntity =>
        TableClient.CreateQueryFilter<T>(entity => entity.RowKey == rowKey);
}
