using System.Globalization;

namespace TwilioFunctions.Tests.Infra.Bicep;

/// <summary>
/// Reads the declarations of a Bicep file. Our own, because Azure.Bicep.Core, the compiler as a package, is not on every feed, brings the
/// closed Azure.Deployments packages along, and promises no stable API. It reads valid files; what is valid, the compiler says.
/// </summary>
internal sealed partial class BicepParser
{
    private static readonly string[] Values = ["param", "var", "output", "type", "metadata"];

    private readonly string file;
    private readonly IReadOnlyList<BicepToken> tokens;
    private int position;

    private BicepParser(string file, IReadOnlyList<BicepToken> tokens)
    {
        this.file = file;
        this.tokens = tokens;
    }

    private BicepToken Current => tokens[position];

    public static IReadOnlyList<BicepDeclaration> Read(string file, string text) => new BicepParser(file, BicepLexer.Read(file, text)).Declarations(BicepTokenKind.End);

    private List<BicepDeclaration> Declarations(BicepTokenKind end)
    {
        var declarations = new List<BicepDeclaration>();
        SkipLineEnds();
        while (Current.Kind != end)
        {
            declarations.Add(Declaration());
            if (Current.Kind is not (BicepTokenKind.LineEnd or BicepTokenKind.End))
                throw Wrong("the end of the line");
            SkipLineEnds();
        }

        return declarations;
    }

    private BicepDeclaration Declaration()
    {
        var decorators = Decorators();
        var line = Current.Line;
        var keyword = Name();
        return keyword switch
        {
            "targetScope" => Declared(keyword, "", null, Assigned()),
            "resource" => Resource(decorators, line),
            "module" => Declared(keyword, Name(), Path(), Assigned()),
            "import" or "using" or "extends" => Import(keyword, line),
            "func" => Function(decorators, line),
            _ when Values.Contains(keyword) => ValueOf(keyword, decorators, line),
            _ => throw new FormatException($"{file}({line.ToString(CultureInfo.InvariantCulture)}): '{keyword}' begins no declaration that this reader knows."),
        };

        BicepDeclaration Declared(string kind, string name, string? reference, BicepExpression? value) =>
            new(kind, name, reference, IsExisting: false, [], value, decorators, line);
    }

    private BicepDeclaration Resource(IReadOnlyList<BicepCall> decorators, int line)
    {
        var name = Name();
        var type = Path();
        var isExisting = Current.IsWord("existing");
        if (isExisting)
            position++;
        return new BicepDeclaration("resource", name, type, isExisting, [], Assigned(), decorators, line);
    }

    /// <summary>A parameter or output has a type, which may be left out in a file of parameters, and may have a value.</summary>
    private BicepDeclaration ValueOf(string keyword, IReadOnlyList<BicepCall> decorators, int line)
    {
        var name = Name();
        if (!Current.Is("=") && Current.Kind is not (BicepTokenKind.LineEnd or BicepTokenKind.End))
            Type();
        var value = Current.Is("=") ? (keyword == "type" ? AssignedType() : Assigned()) : null;
        return new BicepDeclaration(keyword, name, null, IsExisting: false, [], value, decorators, line);
    }

    private BicepDeclaration Function(IReadOnlyList<BicepCall> decorators, int line)
    {
        var name = Name();
        var parameters = new List<string>();
        Take("(");
        SkipLineEnds();
        while (!Current.Is(")"))
        {
            parameters.Add(Name());
            Type();
            SkipSeparators();
        }

        Take(")");
        Type();
        Take("=>");
        SkipLineEnds();
        return new BicepDeclaration("func", name, null, IsExisting: false, parameters, Expression(), decorators, line);
    }

    /// <summary><c>import { a, b as c } from 'path'</c>, <c>import * as all from 'path'</c>, <c>using 'path'</c>.</summary>
    private BicepDeclaration Import(string keyword, int line)
    {
        while (Current.Kind is not (BicepTokenKind.Text or BicepTokenKind.End))
            position++;
        return new BicepDeclaration(keyword, "", Path(), IsExisting: false, [], null, [], line);
    }

    private List<BicepCall> Decorators()
    {
        var decorators = new List<BicepCall>();
        while (Current.Is("@"))
        {
            position++;
            decorators.Add(Postfix() as BicepCall ?? throw Wrong("a decorator's arguments"));
            SkipLineEnds();
        }

        return decorators;
    }

    private BicepExpression Assigned()
    {
        Take("=");
        SkipLineEnds();
        return Value();
    }

    private BicepExpression AssignedType()
    {
        Take("=");
        SkipLineEnds();
        return Type();
    }

    /// <summary>An expression, or what only a resource or module can be: made under a condition.</summary>
    private BicepExpression Value()
    {
        if (!Current.IsWord("if"))
            return Expression();
        position++;
        SkipLineEnds();
        Take("(");
        var condition = InParentheses();
        return new BicepCondition(condition, Expression());
    }

    private string Path()
    {
        var path = Current.Kind == BicepTokenKind.Text && Current.Holes.Count == 0 ? Current.Segments[0] : throw Wrong("a string without interpolation");
        position++;
        return path;
    }

    private string Name()
    {
        var name = Current.Kind == BicepTokenKind.Name ? Current.Text : throw Wrong("a name");
        position++;
        return name;
    }

    private void Take(string sign) => position += Current.Is(sign) ? 1 : throw Wrong($"'{sign}'");

    private void SkipLineEnds()
    {
        while (Current.Kind == BicepTokenKind.LineEnd)
            position++;
    }

    /// <summary>Items of a list stand on lines of their own, or have commas between them.</summary>
    private void SkipSeparators()
    {
        while (Current.Kind == BicepTokenKind.LineEnd || Current.Is(","))
            position++;
    }

    private FormatException Wrong(string expected) =>
        new($"{file}({Current.Line.ToString(CultureInfo.InvariantCulture)}): expected {expected}, found {Current.Kind} '{Current.Text.Trim()}'.");
}
