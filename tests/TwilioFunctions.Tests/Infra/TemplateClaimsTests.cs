using System.Text.Json;
using System.Text.RegularExpressions;

namespace TwilioFunctions.Tests.Infra;

/// <summary>What the docs promise of the template, each promise held to the place where the template keeps it.</summary>
public sealed partial class TemplateClaimsTests
{
    private static readonly CompiledTemplate Compiled = Template.OfTheRepository.Compiled;

    /// <summary>The deployment of the parameter file as it stands, and the one with everything on.</summary>
    private static readonly Deployment[] Deployments = [Compiled.Default, Compiled.Everything];

    [Theory]
    [InlineData("Microsoft.Web/serverfarms", "sku.name", "FC1")]
    [InlineData("Microsoft.Web/serverfarms", "properties.reserved", "true")]
    [InlineData("Microsoft.Web/sites", "properties.httpsOnly", "true")]
    [InlineData("Microsoft.Web/sites", "properties.siteConfig.minTlsVersion", "1.2")]
    [InlineData("Microsoft.Web/sites", "properties.siteConfig.scmMinTlsVersion", "1.2")]
    [InlineData("Microsoft.Web/sites", "properties.siteConfig.http20Enabled", "true")]
    [InlineData("Microsoft.Web/sites", "identity.type", "UserAssigned")]
    [InlineData("Microsoft.Web/sites", "properties.functionAppConfig.runtime.name", "dotnet-isolated")]
    [InlineData("Microsoft.Web/sites", "properties.functionAppConfig.runtime.version", "10.0")]
    [InlineData("Microsoft.Web/sites", "properties.functionAppConfig.deployment.storage.authentication.type", "UserAssignedIdentity")]
    [InlineData("Microsoft.Web/sites/basicPublishingCredentialsPolicies", "properties.allow", "false")]
    [InlineData("Microsoft.Storage/storageAccounts", "properties.allowSharedKeyAccess", "false")]
    [InlineData("Microsoft.Storage/storageAccounts", "properties.allowBlobPublicAccess", "false")]
    [InlineData("Microsoft.Storage/storageAccounts", "properties.minimumTlsVersion", "TLS1_2")]
    [InlineData("Microsoft.Storage/storageAccounts", "properties.supportsHttpsTrafficOnly", "true")]
    [InlineData("Microsoft.Storage/storageAccounts/blobServices", "properties.deleteRetentionPolicy.enabled", "true")]
    [InlineData("Microsoft.Storage/storageAccounts/blobServices", "properties.containerDeleteRetentionPolicy.enabled", "true")]
    [InlineData("Microsoft.Storage/storageAccounts/blobServices/containers", "properties.publicAccess", "None")]
    [InlineData("Microsoft.KeyVault/vaults", "properties.enableRbacAuthorization", "true")]
    [InlineData("Microsoft.KeyVault/vaults", "properties.enablePurgeProtection", "true")]
    [InlineData("Microsoft.KeyVault/vaults", "properties.enableSoftDelete", "true")]
    [InlineData("Microsoft.Insights/components", "properties.DisableLocalAuth", "true")]
    [InlineData("Microsoft.OperationalInsights/workspaces", "properties.features.disableLocalAuth", "true")]
    [InlineData("Microsoft.SignalRService/webPubSub", "properties.disableLocalAuth", "true")]
    [InlineData("Microsoft.Insights/scheduledQueryRules", "properties.skipQueryValidation", "true")]
    public void EveryResourceOfTheType_SaysIt(string type, string path, string value)
    {
        var resources = Deployments.SelectMany(deployment => deployment.Of(type)).ToList();

        Assert.NotEmpty(resources);
        Assert.All(resources, resource => Assert.True(
            resource.TextAt(path) == value, $"{path} of {resource.Id} is {resource.TextAt(path) ?? "not set"} and has to be {value}."));
    }

    [Fact]
    public void EverythingOn_NamesEveryParameterOfTheTemplate() => Assert.Equal(
        Compiled.Arm.GetProperty("parameters").EnumerateObject().Select(parameter => parameter.Name).Order(),
        Parameter.Matches(Template.OfTheRepository.Texts[Template.EverythingOn]).Select(match => match.Groups[1].Value).Order());

    [Theory]
    [InlineData("Microsoft.Network/virtualNetworks")]
    [InlineData("Microsoft.Network/privateEndpoints")]
    public void PrivateNetwork_IsBehindASwitch(string type)
    {
        var modules = Compiled.Modules.Where(module => Makes(module, type)).ToList();

        Assert.NotEmpty(modules);
        Assert.All(modules, module => Assert.Equal("[parameters('privateNetworking')]", module.GetProperty("condition").GetString()));
        Assert.Empty(Compiled.Default.Of(type));
        Assert.NotEmpty(Compiled.Everything.Of(type));
    }

    [Fact]
    public void Groups_AlwaysReady_AreHttpAndDispatch() => Assert.All(Deployments, deployment =>
    {
        var groups = deployment.Of("Microsoft.Web/sites").Single().At("properties.functionAppConfig.scaleAndConcurrency.alwaysReady")!.Value;

        Assert.Equal(["function:DispatchCallNotification", "http"], groups.EnumerateArray().Select(group => group.GetProperty("name").GetString()).Order(StringComparer.Ordinal));
    });

    [Fact]
    public void TelemetrysTables_KeepRowsAsLongAsTheWorkspace() => Assert.All(Deployments, deployment =>
    {
        var tables = deployment.Of("Microsoft.OperationalInsights/workspaces/tables").ToList();
        var days = deployment.Of("Microsoft.OperationalInsights/workspaces").Single().TextAt("properties.retentionInDays");

        Assert.Superset(new HashSet<string>(["AppRequests", "AppTraces"]), tables.Select(table => table.Name).ToHashSet());
        Assert.All(tables, table => Assert.Equal(days, table.TextAt("properties.retentionInDays")));
    });

    [Fact]
    public void Workspace_KeepsRowsAsLongAsTheParameterSays() => Assert.Equal(
        ["30", "60"], Deployments.Select(deployment => deployment.Of("Microsoft.OperationalInsights/workspaces").Single().TextAt("properties.retentionInDays")));

    [Fact]
    public void FiveAlerts_TellTheActionGroup() => Assert.All(Deployments, deployment =>
    {
        var alerts = deployment.Of("Microsoft.Insights/scheduledQueryRules").ToList();
        var group = deployment.Of("Microsoft.Insights/actionGroups").Single().Id;

        Assert.True(alerts.Count >= 5);
        Assert.All(alerts, alert => Assert.Equal("true", alert.TextAt("properties.enabled")));
        Assert.All(alerts, alert => Assert.Contains(group, alert.At("properties.actions.actionGroups")!.Value.EnumerateArray().Select(id => id.GetString())));
    });

    [Theory]
    [InlineData("Microsoft.Web/sites")]
    [InlineData("Microsoft.Storage/storageAccounts")]
    [InlineData("Microsoft.KeyVault/vaults")]
    [InlineData("Microsoft.SignalRService/webPubSub")]
    public void Resource_SendsItsDiagnosticsToTheWorkspace(string type)
    {
        var resource = Compiled.Everything.Of(type).Single();
        var workspace = Compiled.Everything.Of("Microsoft.OperationalInsights/workspaces").Single();

        Assert.Contains(
            Compiled.Everything.Of("Microsoft.Insights/diagnosticSettings"),
            diagnostics => diagnostics.Scope == resource.Id && diagnostics.TextAt("properties.workspaceId") == workspace.Id);
    }

    private static bool Makes(JsonElement module, string type)
    {
        var resources = module.GetProperty("properties").GetProperty("template").GetProperty("resources");
        return resources.EnumerateObject().Any(resource => resource.Value.GetProperty("type").GetString() == type);
    }

    [GeneratedRegex(@"^param (\w+) =", RegexOptions.Multiline)]
    private static partial Regex Parameter { get; }
}
