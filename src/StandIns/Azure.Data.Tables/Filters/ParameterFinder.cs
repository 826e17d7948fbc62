using System.Linq.Expressions;

namespace Azure.Data.Tables.Filters;

/// <summary>Tells whether an expression depends on the entity, and so is no value.</summary>
internal sealed class ParameterFinder : ExpressionVisitor
{
    private readonly ParameterExpression parameter;
    private bool found;

    private ParameterFinder(ParameterExpression parameter) => this.parameter = parameter;

    public static bool Contains(Expression expression, ParameterExpression parameter)
    {
        var finder = new ParameterFinder(parameter);
        finder.Visit(expression);
        return finder.found;
    }

    protected override Expression VisitParameter(ParameterExpression node)
    {
        found |= node == parameter;
        return node;
    }
}
