namespace TwilioFunctions.Tests.Infra.Bicep;

/// <summary>A Bicep file, read.</summary>
/// <param name="Path">From the repository's root, with slashes.</param>
/// <param name="Declarations">In their order.</param>
internal sealed record BicepFile(string Path, IReadOnlyList<BicepDeclaration> Declarations)
{
    private BicepScope? scope;

    public static BicepFile Read(string path, string text) => new(path, BicepParser.Read(path, text));

    /// <summary>What the file's names stand for.</summary>
    public BicepScope Scope => scope ??= new BicepScope(this);

    public IEnumerable<BicepDeclaration> Of(string keyword) => Declarations.Where(declaration => declaration.Keyword == keyword);

    public BicepDeclaration? Find(string keyword, string name) => Of(keyword).FirstOrDefault(declaration => declaration.Name == name);

    /// <summary>Every expression of the file, with all that is within them.</summary>
    public IEnumerable<BicepExpression> Expressions => Declarations.Select(declaration => declaration.Value).OfType<BicepExpression>().SelectMany(value => value.All);

    /// <summary>The resources that the file makes, those within others too, with what names stand for in each. A loop over a known list makes one an item.</summary>
    public IEnumerable<BicepResource> Resources =>
        from declaration in Of("resource")
        where !declaration.IsExisting
        from made in BicepResource.Made(this, declaration, declaration.Value!, Scope)
        select made;
}
