namespace TwilioFunctions.Tests.Infra.Bicep;

/// <summary>What a file says at its top level, or a resource within another.</summary>
/// <param name="Keyword">
/// <c>param</c>, <c>var</c>, <c>output</c>, <c>resource</c>, <c>module</c>, <c>type</c>, <c>func</c>, <c>import</c>, <c>using</c>,
/// <c>extends</c>, <c>metadata</c> or <c>targetScope</c>.
/// </param>
/// <param name="Name">Empty for an import and a using.</param>
/// <param name="Reference">A resource's type with its version; the path of a module, an import or a using.</param>
/// <param name="IsExisting">Whether the resource is only referred to.</param>
/// <param name="Parameters">A function's parameters.</param>
/// <param name="Value">What is declared; a parameter's default; a function's body; null where there is none.</param>
/// <param name="Decorators">What stands above it: <c>@description('…')</c>.</param>
/// <param name="Line">Where it begins, from 1.</param>
internal sealed record BicepDeclaration(
    string Keyword,
    string Name,
    string? Reference,
    bool IsExisting,
    IReadOnlyList<string> Parameters,
    BicepExpression? Value,
    IReadOnlyList<BicepCall> Decorators,
    int Line)
{
    /// <summary>A resource's type without the version.</summary>
    public string ResourceType => Reference?.Split('@')[0] ?? "";

    public bool Has(string decorator) => Decorators.Any(call => call.Function == decorator);

    /// <summary>Everything that is made: the object within conditions and a loop.</summary>
    public BicepObject? Body
    {
        get
        {
            var value = Value;
            while (value is BicepLoop or BicepCondition)
                value = value is BicepLoop loop ? loop.Body : ((BicepCondition)value).Body;
            return value as BicepObject;
        }
    }
}
