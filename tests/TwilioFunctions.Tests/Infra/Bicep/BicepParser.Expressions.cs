namespace TwilioFunctions.Tests.Infra.Bicep;

/// <summary>Expressions.</summary>
internal sealed partial class BicepParser
{
    // From the weakest to the strongest: https://learn.microsoft.com/azure/azure-resource-manager/bicep/operators
    private static readonly string[][] Operators = [["??"], ["||"], ["&&"], ["==", "!=", "=~", "!~"], ["<", "<=", ">", ">="], ["+", "-"], ["*", "/", "%"]];

    // A line that begins with one of them goes on with the expression above it; one that begins with - or [ is an item of its own.
    private static readonly string[] Continuations = ["?", ":", "??", "||", "&&", "==", "!=", "=~", "!~", ".", ".?", "|"];

    private BicepExpression Expression()
    {
        var condition = Operation(0);
        if (!Continues("?"))
            return condition;
        position++;
        SkipLineEnds();
        var then = Expression();
        if (!Continues(":"))
            throw Wrong("':'");
        position++;
        SkipLineEnds();
        return new BicepOperation("?:", [condition, then, Expression()]);
    }

    private BicepExpression Operation(int level)
    {
        if (level == Operators.Length)
            return Unary();
        var left = Operation(level + 1);
        while (Operators[level].FirstOrDefault(Continues) is { } sign)
        {
            position++;
            SkipLineEnds();
            left = new BicepOperation(sign, [left, Operation(level + 1)]);
        }

        return left;
    }

    private BicepExpression Unary()
    {
        if (!Current.Is("!") && !Current.Is("-"))
            return Postfix();
        var sign = Current.Text;
        position++;
        return new BicepOperation(sign, [Unary()]);
    }

    private BicepExpression Postfix()
    {
        var of = Primary();
        while (true)
        {
            if (Current.Is("!"))
                position++;
            else if (Current.Is("[") || Current.Is("[?"))
                of = Indexed(of);
            else if (Current.Is("::") || Continues(".") || Continues(".?"))
                of = MemberOf(of);
            else
                return of;
        }
    }

    private BicepIndex Indexed(BicepExpression of)
    {
        position++;
        SkipLineEnds();
        var index = Expression();
        SkipLineEnds();
        Take("]");
        return new BicepIndex(of, index);
    }

    private BicepExpression MemberOf(BicepExpression of)
    {
        position++;
        SkipLineEnds();
        var name = Name();
        return Current.Is("(") ? new BicepCall(of, name, Arguments()) : new BicepMember(of, name);
    }

    private BicepExpression Primary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case BicepTokenKind.Text:
                position++;
                return new BicepString(token.Segments, [.. token.Holes.Select(hole => Inner(hole, token.Line))]);
            case BicepTokenKind.Number:
                position++;
                return new BicepLiteral(token.Text);
            case BicepTokenKind.Name when tokens[position + 1].Is("=>"):
                position += 2;
                SkipLineEnds();
                return new BicepLambda([token.Text], Expression());
            case BicepTokenKind.Name:
                position++;
                if (Current.Is("("))
                    return new BicepCall(null, token.Text, Arguments());
                return token.Text is "true" or "false" or "null" ? new BicepLiteral(token.Text) : new BicepName(token.Text);
            case BicepTokenKind.Sign when token.Is("{"):
                return Object(Value);
            case BicepTokenKind.Sign when token.Is("["):
                return ArrayOrLoop();
            case BicepTokenKind.Sign when token.Is("("):
                if (TryLambda() is { } lambda)
                    return lambda;
                position++;
                return InParentheses();
            default:
                throw Wrong("an expression");
        }
    }

    private BicepExpression Inner(IReadOnlyList<BicepToken> hole, int line)
    {
        var inner = new BicepParser(file, [.. hole, new BicepToken(BicepTokenKind.End, "", line)]);
        inner.SkipLineEnds();
        var expression = inner.Expression();
        inner.SkipLineEnds();
        return inner.Current.Kind == BicepTokenKind.End ? expression : throw inner.Wrong("the end of what is interpolated");
    }

    private BicepExpression InParentheses()
    {
        SkipLineEnds();
        var inner = Expression();
        SkipLineEnds();
        Take(")");
        return inner;
    }

    /// <summary><c>(a, b) => body</c>; null where the parenthesis is one around an expression.</summary>
    private BicepLambda? TryLambda()
    {
        var ahead = position + 1;
        var parameters = new List<string>();
        for (; tokens[ahead].Kind == BicepTokenKind.Name || tokens[ahead].Is(","); ahead++)
        {
            if (tokens[ahead].Kind == BicepTokenKind.Name)
                parameters.Add(tokens[ahead].Text);
        }

        if (!tokens[ahead].Is(")") || !tokens[ahead + 1].Is("=>"))
            return null;
        position = ahead + 2;
        SkipLineEnds();
        return new BicepLambda(parameters, Expression());
    }

    private List<BicepExpression> Arguments()
    {
        var arguments = new List<BicepExpression>();
        Take("(");
        SkipLineEnds();
        while (!Current.Is(")"))
        {
            arguments.Add(Expression());
            SkipSeparators();
        }

        Take(")");
        return arguments;
    }

    private BicepExpression ArrayOrLoop()
    {
        Take("[");
        SkipLineEnds();
        if (Current.IsWord("for"))
            return Loop();
        var items = new List<BicepExpression>();
        while (!Current.Is("]"))
        {
            Spread();
            items.Add(Expression());
            SkipSeparators();
        }

        Take("]");
        return new BicepArray(items);
    }

    /// <summary><c>for item in collection: body</c>, <c>for (item, index) in collection: body</c>.</summary>
    private BicepLoop Loop()
    {
        position++;
        var isPair = Current.Is("(");
        if (isPair)
            position++;
        var item = Name();
        if (isPair)
        {
            Take(",");
            Name();
            Take(")");
        }

        if (Name() != "in")
            throw Wrong("'in'");
        var collection = Expression();
        Take(":");
        SkipLineEnds();
        var body = Value();
        SkipLineEnds();
        Take("]");
        return new BicepLoop(item, collection, body);
    }

    private BicepObject Object(Func<BicepExpression> valueOf)
    {
        var properties = new List<BicepProperty>();
        var resources = new List<BicepDeclaration>();
        Take("{");
        SkipLineEnds();
        while (!Current.Is("}"))
        {
            var isResource = Current.IsWord("resource") && tokens[position + 1].Kind == BicepTokenKind.Name;
            if (isResource || (Current.Is("@") && valueOf != Type))
                resources.Add(Declaration());
            else
                properties.Add(Property(valueOf));
            SkipSeparators();
        }

        Take("}");
        return new BicepObject(properties, resources);
    }

    private BicepProperty Property(Func<BicepExpression> valueOf)
    {
        Decorators();
        if (Spread())
            return new BicepProperty(null, Expression());
        var key = Key();
        Take(":");
        SkipLineEnds();
        return new BicepProperty(key, valueOf());
    }

    /// <summary>A name, a string, or the <c>*</c> that stands for any member in an object's type.</summary>
    private BicepString Key()
    {
        if (Current.Kind == BicepTokenKind.Text)
            return (BicepString)Primary();
        if (Current.Kind != BicepTokenKind.Name && !Current.Is("*"))
            throw Wrong("a member's name");
        return new BicepString(tokens[position++].Text);
    }

    private bool Spread()
    {
        var spreads = Current.Is("...");
        position += spreads ? 1 : 0;
        return spreads;
    }

    /// <summary>Whether the expression goes on with the sign, which may stand on the next line.</summary>
    private bool Continues(string sign)
    {
        var ahead = position;
        if (Continuations.Contains(sign))
        {
            while (tokens[ahead].Kind == BicepTokenKind.LineEnd)
                ahead++;
        }

        if (!tokens[ahead].Is(sign))
            return false;
        position = ahead;
        return true;
    }
}
