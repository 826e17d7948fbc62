using System.Linq.Expressions;
using System.Reflection;
using Azure.Data.Tables.Entities;

namespace Azure.Data.Tables.Filters;

/// <summary>
/// Turns a predicate into a filter: comparisons of the entity's properties with values, joined by and, or and not. Properties are the
/// entity's own members, or with <see cref="TableEntity"/> its indexer and getters. All else is refused rather than guessed.
/// </summary>
internal static class ExpressionFilter
{
    /// <exception cref="NotSupportedException">The predicate holds something that a filter cannot say.</exception>
    public static string Create<T>(Expression<Func<T, bool>> filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return Condition(filter.Body, filter.Parameters[0]);
    }

    private static string Condition(Expression expression, ParameterExpression entity) => expression switch
    {
        BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.And } both => $"({Condition(both.Left, entity)}) and ({Condition(both.Right, entity)})",
        BinaryExpression { NodeType: ExpressionType.OrElse or ExpressionType.Or } either => $"({Condition(either.Left, entity)}) or ({Condition(either.Right, entity)})",
        UnaryExpression { NodeType: ExpressionType.Not } negation => $"not ({Condition(negation.Operand, entity)})",
        BinaryExpression comparison => Comparison(comparison, entity),
        _ when PropertyOf(expression, entity) is { } property => $"{property} eq true",
        _ => throw NotSupported(expression),
    };

    private static string Comparison(BinaryExpression comparison, ParameterExpression entity)
    {
        // string.Compare(entity.Name, "x") < 0 is how C# says that one text comes before another.
        var (left, right) = TextComparison(comparison) ?? (comparison.Left, comparison.Right);
        if (PropertyOf(left, entity) is { } leftProperty)
            return $"{leftProperty} {OperatorOf(comparison.NodeType, comparison)} {LiteralOf(right, entity)}";
        if (PropertyOf(right, entity) is { } rightProperty)
            return $"{rightProperty} {OperatorOf(Mirrored(comparison.NodeType), comparison)} {LiteralOf(left, entity)}";
        throw NotSupported(comparison);
    }

    private static (Expression Left, Expression Right)? TextComparison(BinaryExpression comparison)
    {
        if (comparison is not { Left: MethodCallExpression { Type: var type } call, Right: ConstantExpression { Value: 0 } } || type != typeof(int))
            return null;
        return call switch
        {
            { Method: { Name: nameof(string.Compare) or nameof(string.CompareOrdinal), IsStatic: true }, Arguments: [var left, var right] } => (left, right),
            { Method.Name: nameof(string.CompareTo), Object: { } left, Arguments: [var right] } => (left, right),
            _ => null,
        };
    }

    private static string? PropertyOf(Expression expression, ParameterExpression entity) => expression switch
    {
        UnaryExpression { NodeType: ExpressionType.Convert } conversion when !conversion.Operand.Type.IsEnum => PropertyOf(conversion.Operand, entity),
        MemberExpression { Member.Name: nameof(Nullable<int>.Value), Expression: { } nullable } when Nullable.GetUnderlyingType(nullable.Type) is not null => PropertyOf(nullable, entity),
        MemberExpression member when IsEntity(member.Expression, entity) => NameOf(member.Member),
        MethodCallExpression { Arguments: [var key], Method.Name: ['g' or 'G', 'e', 't', ..] } getter when IsEntity(getter.Object, entity) => (string?)ValueOf(key, entity),
        _ => null,
    };

    // A predicate over a type parameter reads its members through a conversion to the interface.
    private static bool IsEntity(Expression? expression, ParameterExpression entity) =>
        expression == entity || (expression is UnaryExpression { NodeType: ExpressionType.Convert } conversion && conversion.Operand == entity);

    private static string NameOf(MemberInfo member) =>
        member.DeclaringType == typeof(Models.TableItem) ? "TableName" : EntityMember.NameOf(member);

    private static string LiteralOf(Expression expression, ParameterExpression entity) => ODataLiteral.Of(ValueOf(expression, entity));

    private static object? ValueOf(Expression expression, ParameterExpression entity)
    {
        if (ParameterFinder.Contains(expression, entity))
            throw NotSupported(expression);
        var value = Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object)));
        return value.Compile(preferInterpretation: true)();
    }

    private static string OperatorOf(ExpressionType type, Expression expression) => type switch
    {
        ExpressionType.Equal => "eq",
        ExpressionType.NotEqual => "ne",
        ExpressionType.LessThan => "lt",
        ExpressionType.LessThanOrEqual => "le",
        ExpressionType.GreaterThan => "gt",
        ExpressionType.GreaterThanOrEqual => "ge",
        _ => throw NotSupported(expression),
    };

    private static ExpressionType Mirrored(ExpressionType type) => type switch
    {
        ExpressionType.LessThan => ExpressionType.GreaterThan,
        ExpressionType.LessThanOrEqual => ExpressionType.GreaterThanOrEqual,
        ExpressionType.GreaterThan => ExpressionType.LessThan,
        ExpressionType.GreaterThanOrEqual => ExpressionType.LessThanOrEqual,
        _ => type,
    };

    private static NotSupportedException NotSupported(Expression expression) => new($"The expression {expression} is not supported.");
}
