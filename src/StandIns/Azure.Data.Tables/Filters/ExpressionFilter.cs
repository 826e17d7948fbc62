using System.Linq.Expressions;

namespace Azure.Data.Tables.Filters;

/// <summary>
/// Turns a predicate into a filter: comparisons of the entity's properties with values, joined by and, or and not. All else is refused
/// rather than guessed.
/// </summary>
internal sealed class ExpressionFilter
{
    private readonly EntityProperty entity;

    private ExpressionFilter(ParameterExpression parameter) => entity = new EntityProperty(parameter);

    /// <exception cref="NotSupportedException">The predicate holds something that a filter cannot say.</exception>
    public static string Create<T>(Expression<Func<T, bool>> filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return new ExpressionFilter(filter.Parameters[0]).Condition(filter.Body);
    }

    private string Condition(Expression expression) => expression switch
    {
        BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.And } both =>
            $"({Condition(both.Left)}) and ({Condition(both.Right)})",
        BinaryExpression { NodeType: ExpressionType.OrElse or ExpressionType.Or } either =>
            $"({Condition(either.Left)}) or ({Condition(either.Right)})",
        UnaryExpression { NodeType: ExpressionType.Not } negation => $"not ({Condition(negation.Operand)})",
        BinaryExpression comparison => Comparison(comparison),
        _ when entity.NameOf(expression) is { } property => $"{property} eq true",
        _ => throw NotSupported(expression),
    };

    private string Comparison(BinaryExpression comparison)
    {
        var (left, right) = TextOrder(comparison) ?? (comparison.Left, comparison.Right);
        if (entity.NameOf(left) is { } leftProperty)
            return $"{leftProperty} {OperatorOf(comparison, comparison.NodeType)} {LiteralOf(right)}";
        if (entity.NameOf(right) is { } rightProperty)
            return $"{rightProperty} {OperatorOf(comparison, Mirrored(comparison.NodeType))} {LiteralOf(left)}";
        throw NotSupported(comparison);
    }

    // string.Compare(entity.RowKey, "x") < 0 is how C# says that one text comes before another.
    private static (Expression Left, Expression Right)? TextOrder(BinaryExpression comparison) =>
        comparison is not { Left: MethodCallExpression call, Right: ConstantExpression { Value: 0 } } ? null : call switch
        {
            { Method.Name: nameof(string.Compare) or nameof(string.CompareOrdinal), Arguments: [var left, var right] } => (left, right),
            { Method.Name: nameof(string.CompareTo), Object: { } left, Arguments: [var right] } => (left, right),
            _ => null,
        };

    private string LiteralOf(Expression expression)
    {
        if (entity.IsUsedBy(expression))
            throw NotSupported(expression);
        var value = Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object)));
        return ODataLiteral.Of(value.Compile(preferInterpretation: true)());
    }

    private static string OperatorOf(BinaryExpression comparison, ExpressionType type) => type switch
    {
        ExpressionType.Equal => "eq",
        ExpressionType.NotEqual => "ne",
        ExpressionType.LessThan => "lt",
        ExpressionType.LessThanOrEqual => "le",
        ExpressionType.GreaterThan => "gt",
        ExpressionType.GreaterThanOrEqual => "ge",
        _ => throw NotSupported(comparison),
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
