namespace TwilioFunctions.Tests.Infra.Bicep;

/// <summary>A node of an expression's or a type's tree. The nodes stand in one file: a grammar is read as one.</summary>
internal abstract record BicepExpression
{
    /// <summary>What stands directly in it.</summary>
    public virtual IEnumerable<BicepExpression> Children => [];

    /// <summary>Itself and everything within it.</summary>
    public IEnumerable<BicepExpression> All => Children.SelectMany(child => child.All).Prepend(this);
}

/// <summary>A string: literal parts, and between each two of them an expression.</summary>
internal sealed record BicepString(IReadOnlyList<string> Segments, IReadOnlyList<BicepExpression> Holes) : BicepExpression
{
    public BicepString(string text)
        : this([text], [])
    {
    }

    /// <summary>Null where something is interpolated.</summary>
    public string? Text => Holes.Count == 0 ? Segments[0] : null;

    public override IEnumerable<BicepExpression> Children => Holes;
}

/// <summary>A number, <c>true</c>, <c>false</c> or <c>null</c>.</summary>
internal sealed record BicepLiteral(string Text) : BicepExpression;

/// <summary>A name that stands for something declared elsewhere.</summary>
internal sealed record BicepName(string Name) : BicepExpression;

/// <summary>An array, or a tuple's type.</summary>
internal sealed record BicepArray(IReadOnlyList<BicepExpression> Items) : BicepExpression
{
    public override IEnumerable<BicepExpression> Children => Items;
}

/// <summary>A member of an object; one without a key is spread into it.</summary>
internal sealed record BicepProperty(BicepString? Key, BicepExpression Value) : BicepExpression
{
    public override IEnumerable<BicepExpression> Children => Key is null ? [Value] : [Key, Value];
}

/// <summary>An object, or an object's type, with the resources that are nested in it.</summary>
internal sealed record BicepObject(IReadOnlyList<BicepProperty> Properties, IReadOnlyList<BicepDeclaration> Resources) : BicepExpression
{
    public override IEnumerable<BicepExpression> Children => [.. Properties, .. Resources.Select(resource => resource.Value).OfType<BicepExpression>()];

    public BicepExpression? this[string key] => Properties.FirstOrDefault(property => property.Key?.Text == key)?.Value;
}

/// <summary><c>of.name</c>, with <c>.?</c> and <c>::</c>.</summary>
internal sealed record BicepMember(BicepExpression Of, string Name) : BicepExpression
{
    public override IEnumerable<BicepExpression> Children => [Of];
}

/// <summary><c>of[index]</c>, and the array type <c>of[]</c>, which has no index.</summary>
internal sealed record BicepIndex(BicepExpression Of, BicepExpression? Index) : BicepExpression
{
    public override IEnumerable<BicepExpression> Children => Index is null ? [Of] : [Of, Index];
}

/// <summary>A call, of a method where there is an <paramref name="Of"/>.</summary>
internal sealed record BicepCall(BicepExpression? Of, string Function, IReadOnlyList<BicepExpression> Arguments) : BicepExpression
{
    public override IEnumerable<BicepExpression> Children => Of is null ? Arguments : [Of, .. Arguments];
}

/// <summary>An operator with one, two or three operands; <c>?:</c> is the choice.</summary>
internal sealed record BicepOperation(string Sign, IReadOnlyList<BicepExpression> Operands) : BicepExpression
{
    public override IEnumerable<BicepExpression> Children => Operands;
}

/// <summary>A function without a name.</summary>
internal sealed record BicepLambda(IReadOnlyList<string> Parameters, BicepExpression Body) : BicepExpression
{
    public override IEnumerable<BicepExpression> Children => [Body];
}

/// <summary><c>[for item in collection: body]</c>.</summary>
internal sealed record BicepLoop(string Item, BicepExpression Collection, BicepExpression Body) : BicepExpression
{
    public override IEnumerable<BicepExpression> Children => [Collection, Body];
}

/// <summary>The value of a resource or module that is made under a condition only.</summary>
internal sealed record BicepCondition(BicepExpression Condition, BicepExpression Body) : BicepExpression
{
    public override IEnumerable<BicepExpression> Children => [Condition, Body];
}
