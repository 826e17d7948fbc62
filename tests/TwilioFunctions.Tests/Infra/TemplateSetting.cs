using TwilioFunctions.Tests.Infra.Bicep;

namespace TwilioFunctions.Tests.Infra;

/// <summary>An app setting that the template makes.</summary>
/// <param name="File">Where.</param>
/// <param name="Name">As an environment variable, with <c>{}</c> for a place in a list.</param>
/// <param name="Value">With <c>{}</c> for what the file does not say.</param>
/// <param name="Expression">The value as it is written.</param>
/// <param name="IsConditional">Whether some deployments go without it.</param>
internal sealed record TemplateSetting(string File, string Name, string Value, BicepExpression Expression, bool IsConditional)
{
    private const string ReferenceBegin = "@Microsoft.KeyVault(SecretUri=";

    /// <summary>The secret that it refers to; null for a setting that says its value.</summary>
    public string? Secret => Value.StartsWith(ReferenceBegin, StringComparison.Ordinal)
        ? Value[(Value.IndexOf("secrets/", StringComparison.Ordinal) + "secrets/".Length)..^1]
        : null;

    public static IEnumerable<TemplateSetting> Of(Template template) =>
        from resource in template.Resources
        where resource.Type == "Microsoft.Web/sites/config" && resource.TextAt("name") == "appsettings"
        from setting in Within(resource.File, resource.Body["properties"]!, resource.Scope, resource.IsConditional)
        select setting;

    /// <summary>The parameters whose members become settings, whatever they are called.</summary>
    public static IEnumerable<string> OpenParameters(Template template) =>
        from resource in template.Resources
        where resource.Type == "Microsoft.Web/sites/config" && resource.TextAt("name") == "appsettings"
        from argument in resource.Body["properties"] is BicepCall { Function: "union" } union ? union.Arguments : []
        where argument is BicepName
        let parameter = resource.File.Find("param", ((BicepName)argument).Name)
        where parameter is not null
        select parameter.Name;

    private static IEnumerable<TemplateSetting> Within(BicepFile file, BicepExpression expression, BicepScope scope, bool isConditional)
    {
        switch (scope.Reduce(expression))
        {
            case BicepObject members:
                return members.Properties.SelectMany(member => member.Key is null
                    ? Within(file, member.Value, scope, isConditional)
                    : [new TemplateSetting(file.Path, scope.TextOf(member.Key), scope.TextOf(member.Value), member.Value, isConditional)]);
            case BicepArray items:
                return items.Items.SelectMany(item => Within(file, item, scope, isConditional));
            case BicepOperation { Sign: "?:" } choice:
                return choice.Operands.Skip(1).SelectMany(branch => Within(file, branch, scope, isConditional: true));
            case BicepCall { Function: "map", Arguments: [var collection, BicepLambda lambda] }:
                var inner = lambda.Parameters.Aggregate(scope, (outer, parameter) => outer.With(parameter, new BicepName(parameter)));
                return Within(file, lambda.Body, inner, isConditional || !HoldsOne(file, collection));
            case BicepCall call:
                return call.Arguments.Where(argument => argument is not BicepLambda).SelectMany(argument => Within(file, argument, scope, isConditional));
            default:
                return [];
        }
    }

    /// <summary>Whether it is a list that cannot be empty.</summary>
    private static bool HoldsOne(BicepFile file, BicepExpression collection) =>
        collection is BicepName name
        && file.Find("param", name.Name)?.Decorators.FirstOrDefault(decorator => decorator.Function == "minLength")?.Arguments is [BicepLiteral { Text: not "0" }];
}
