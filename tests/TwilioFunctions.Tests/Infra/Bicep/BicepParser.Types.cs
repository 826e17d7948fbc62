namespace TwilioFunctions.Tests.Infra.Bicep;

/// <summary>Types, which are kept as the expressions that they look like.</summary>
internal sealed partial class BicepParser
{
    private BicepExpression Type()
    {
        if (Continues("|"))
            position++;
        SkipLineEnds();
        var type = WithSuffixes(TypeAlone());
        while (Continues("|"))
        {
            position++;
            SkipLineEnds();
            type = new BicepOperation("|", [type, WithSuffixes(TypeAlone())]);
        }

        return type;
    }

    private BicepExpression TypeAlone()
    {
        if (Current.Is("{"))
            return Object(Type);
        if (Current.Is("["))
            return Tuple();
        if (!Current.Is("("))
            return Current.Kind == BicepTokenKind.Name ? TypeName() : Unary();
        position++;
        SkipLineEnds();
        var inner = Type();
        SkipLineEnds();
        Take(")");
        return inner;
    }

    /// <summary>A name, which may have an argument: <c>resourceInput&lt;'type@version'&gt;</c>.</summary>
    private BicepExpression TypeName()
    {
        var name = Name();
        BicepExpression type = name is "true" or "false" or "null" ? new BicepLiteral(name) : new BicepName(name);
        if (!Current.Is("<"))
            return type;
        position++;
        var argument = Type();
        Take(">");
        return new BicepCall(type, name, [argument]);
    }

    private BicepArray Tuple()
    {
        var items = new List<BicepExpression>();
        Take("[");
        SkipLineEnds();
        while (!Current.Is("]"))
        {
            Decorators();
            items.Add(Type());
            SkipSeparators();
        }

        Take("]");
        return new BicepArray(items);
    }

    /// <summary><c>?</c>, <c>!</c>, <c>.member</c> and <c>[]</c>; which of the first two it is, nobody asks.</summary>
    private BicepExpression WithSuffixes(BicepExpression type)
    {
        while (true)
        {
            if (Current.Is("?") || Current.Is("!"))
            {
                position++;
            }
            else if (Current.Is("."))
            {
                position++;
                type = new BicepMember(type, Name());
            }
            else if (Current.Is("["))
            {
                position++;
                Take("]");
                type = new BicepIndex(type, null);
            }
            else
            {
                return type;
            }
        }
    }
}
