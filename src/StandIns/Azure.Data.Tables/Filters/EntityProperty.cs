using System.Linq.Expressions;
using System.Reflection;
using Azure.Data.Tables.Entities;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables.Filters;

/// <summary>
/// Recognises the entity's properties in a predicate, and names them as the table does: the entity's own members, or the indexer and
/// the getters of <see cref="TableEntity"/>.
/// </summary>
internal sealed class EntityProperty(ParameterExpression entity)
{
    private static readonly HashSet<string> Getters =
    [
        "get_Item", nameof(TableEntity.GetBinary), nameof(TableEntity.GetBinaryData), nameof(TableEntity.GetBoolean),
        nameof(TableEntity.GetDateTime), nameof(TableEntity.GetDateTimeOffset), nameof(TableEntity.GetDouble), nameof(TableEntity.GetGuid),
        nameof(TableEntity.GetInt32), nameof(TableEntity.GetInt64), nameof(TableEntity.GetString),
    ];

    /// <summary>Null when the expression is no property.</summary>
    public string? NameOf(Expression expression) => expression switch
    {
        // An enum is kept as a text, which its converted number would never equal.
        UnaryExpression { NodeType: ExpressionType.Convert, Operand.Type.IsEnum: false } conversion => NameOf(conversion.Operand),
        MemberExpression { Expression: { } nullable } value when IsNullableValue(value.Member) => NameOf(nullable),
        MemberExpression { Expression: { } owner } member when IsEntity(owner) => NameOf(member.Member),
        MethodCallExpression { Object: { } owner, Arguments: [ConstantExpression { Value: string name }] } getter
            when IsEntity(owner) && Getters.Contains(getter.Method.Name) => name,
        _ => null,
    };

    /// <summary>Whether an expression depends on the entity, and so is no value.</summary>
    public bool IsUsedBy(Expression expression)
    {
        var search = new Search(entity);
        search.Visit(expression);
        return search.Found;
    }

    private static bool IsNullableValue(MemberInfo member) =>
        member.Name == nameof(Nullable<int>.Value) && Nullable.GetUnderlyingType(member.DeclaringType!) is not null;

    private static string NameOf(MemberInfo member) =>
        member.DeclaringType == typeof(TableItem) ? "TableName" : EntityMember.NameOf(member);

    // A predicate over a type parameter reads its members through a conversion to the interface.
    private bool IsEntity(Expression expression) =>
        expression == entity || (expression is UnaryExpression { NodeType: ExpressionType.Convert } conversion && conversion.Operand == entity);

    private sealed class Search(ParameterExpression entity) : ExpressionVisitor
    {
        public bool Found { get; private set; }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            Found |= node == entity;
            return node;
        }
    }
}
