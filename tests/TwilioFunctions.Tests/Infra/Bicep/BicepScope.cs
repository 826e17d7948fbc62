namespace TwilioFunctions.Tests.Infra.Bicep;

/// <summary>
/// What names stand for at a place of a file: its variables and functions, and what a loop or call has bound. An expression is reduced as
/// far as the file alone says what it is; parameters, and what Azure answers, stay as they are written.
/// </summary>
internal sealed class BicepScope(BicepFile file, IReadOnlyDictionary<string, BicepExpression>? bound = null)
{
    /// <summary>Stands in a text for what the file does not say.</summary>
    public const string Unknown = "{}";

    private readonly IReadOnlyDictionary<string, BicepExpression> bound = bound ?? new Dictionary<string, BicepExpression>();

    public BicepScope With(string name, BicepExpression value) => new(file, new Dictionary<string, BicepExpression>(bound) { [name] = value });

    public BicepExpression Reduce(BicepExpression expression) => expression switch
    {
        BicepName name when bound.TryGetValue(name.Name, out var value) => value,
        BicepName name when file.Find("var", name.Name)?.Value is { } value => file.Scope.Reduce(value),
        BicepMember member => MemberOf(member),
        BicepCall { Of: null } call when file.Find("func", call.Function) is { } function => Called(function, call),
        BicepString text => Filled(text),
        _ => expression,
    };

    /// <summary>The expression's text, with <see cref="Unknown"/> for what the file does not say.</summary>
    public string TextOf(BicepExpression expression) => Reduce(expression) switch
    {
        BicepString text => string.Join(Unknown, text.Segments),
        BicepLiteral literal => literal.Text,
        _ => Unknown,
    };

    private BicepExpression MemberOf(BicepMember member)
    {
        var of = Reduce(member.Of);
        return of is BicepObject known && known[member.Name] is { } value ? Reduce(value) : member with { Of = of };
    }

    private BicepExpression Called(BicepDeclaration function, BicepCall call)
    {
        var inner = file.Scope;
        foreach (var (parameter, argument) in function.Parameters.Zip(call.Arguments))
            inner = inner.With(parameter, Reduce(argument));
        return inner.Reduce(function.Value!);
    }

    /// <summary>What is interpolated and known becomes part of the text around it.</summary>
    private BicepString Filled(BicepString text)
    {
        var segments = new List<string> { text.Segments[0] };
        var holes = new List<BicepExpression>();
        foreach (var (hole, after) in text.Holes.Select(Reduce).Zip(text.Segments.Skip(1)))
        {
            if (hole is BicepString known)
            {
                segments[^1] += known.Segments[0];
                segments.AddRange(known.Segments.Skip(1));
                holes.AddRange(known.Holes);
                segments[^1] += after;
            }
            else if (hole is BicepLiteral literal)
            {
                segments[^1] += literal.Text + after;
            }
            else
            {
                holes.Add(hole);
                segments.Add(after);
            }
        }

        return new BicepString(segments, holes);
    }
}
