namespace TwilioFunctions.Tests.Infra.Bicep;

/// <summary>A resource that a file makes.</summary>
/// <param name="File">Where it stands.</param>
/// <param name="Declaration">How it is declared.</param>
/// <param name="Body">What it is made of.</param>
/// <param name="Scope">What names stand for within it.</param>
/// <param name="IsConditional">Whether it is made under a condition only.</param>
internal sealed record BicepResource(BicepFile File, BicepDeclaration Declaration, BicepObject Body, BicepScope Scope, bool IsConditional)
{
    public string Type => Declaration.ResourceType;

    /// <summary>The value at a path such as <c>properties.siteConfig.minTlsVersion</c>, as far as the file says it; null where nothing stands there.</summary>
    public BicepExpression? At(string path)
    {
        BicepExpression? at = Body;
        foreach (var name in path.Split('.'))
            at = at is null ? null : (Scope.Reduce(at) as BicepObject)?[name];
        return at is null ? null : Scope.Reduce(at);
    }

    /// <summary>The text at a path, with <c>{}</c> for what the file does not say; null where nothing stands there.</summary>
    public string? TextAt(string path) => At(path) is { } value ? Scope.TextOf(value) : null;

    public static IEnumerable<BicepResource> Made(BicepFile file, BicepDeclaration declaration, BicepExpression value, BicepScope scope, bool isConditional = false)
    {
        switch (value)
        {
            case BicepCondition condition:
                return Made(file, declaration, condition.Body, scope, isConditional: true);
            case BicepLoop loop when scope.Reduce(loop.Collection) is BicepArray known:
                return known.Items.SelectMany(item => Made(file, declaration, loop.Body, scope.With(loop.Item, scope.Reduce(item)), isConditional));
            case BicepLoop loop:
                return Made(file, declaration, loop.Body, scope, isConditional: true);
            case BicepObject body:
                var nested = body.Resources.Where(resource => !resource.IsExisting).SelectMany(resource => Made(file, resource, resource.Value!, scope, isConditional));
                return nested.Prepend(new BicepResource(file, declaration, body, scope, isConditional));
            default:
                return [];
        }
    }
}
