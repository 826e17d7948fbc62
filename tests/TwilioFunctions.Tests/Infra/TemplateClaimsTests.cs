using TwilioFunctions.Tests.Infra.Bicep;

namespace TwilioFunctions.Tests.Infra;

/// <summary>What the docs promise of the template, each promise held to the place where the template keeps it.</summary>
public sealed class TemplateClaimsTests
{
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
        var resources = Template.OfTheRepository.Resources.Where(resource => resource.Type == type).ToList();

        Assert.NotEmpty(resources);
        Assert.All(resources, resource => Assert.True(
            resource.TextAt(path) == value, $"{resource.File.Path}: {path} of {type} is {resource.TextAt(path) ?? "not set"} and has to be {value}."));
    }

    [Theory]
    [InlineData("Microsoft.Network/virtualNetworks")]
    [InlineData("Microsoft.Network/privateEndpoints")]
    public void PrivateNetwork_IsBehindASwitch(string type)
    {
        var files = Template.OfTheRepository.Resources.Where(resource => resource.Type == type).Select(resource => resource.File.Path).ToList();
        var modules = Template.OfTheRepository.File(Template.Main).Of("module").Where(module => files.Contains(Template.PathFrom(Template.Main, module.Reference!))).ToList();

        Assert.NotEmpty(modules);
        Assert.All(modules, module => Assert.Contains(module.Value!.All.OfType<BicepCondition>(), condition => condition.Condition is BicepName { Name: "privateNetworking" }));
    }

    [Fact]
    public void Groups_AlwaysReady_AreHttpAndDispatch()
    {
        var app = Template.OfTheRepository.Resources.Single(resource => resource.Type == "Microsoft.Web/sites");
        var groups = app.At("properties.functionAppConfig.scaleAndConcurrency.alwaysReady")!.All.OfType<BicepObject>();

        Assert.Equal(["function:DispatchCallNotification", "http"], groups.Select(group => (group["name"] as BicepString)?.Text).OfType<string>().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TelemetrysTables_KeepRowsAsLongAsTheWorkspace()
    {
        var resources = Template.OfTheRepository.Resources.ToList();
        var workspace = resources.Single(resource => resource.Type == "Microsoft.OperationalInsights/workspaces");
        var tables = resources.Where(resource => resource.Type == "Microsoft.OperationalInsights/workspaces/tables").ToList();

        Assert.Superset(new HashSet<string?>(["AppRequests", "AppTraces"]), tables.Select(table => table.TextAt("name")).ToHashSet());
        Assert.All(tables.Append(workspace), kept => Assert.True(kept.At("properties.retentionInDays") is BicepName { Name: "retentionDays" }));
    }

    [Fact]
    public void FiveAlerts_TellTheActionGroup()
    {
        var alerts = Template.OfTheRepository.Resources.Where(resource => resource.Type == "Microsoft.Insights/scheduledQueryRules").ToList();

        Assert.True(alerts.Count >= 5);
        Assert.All(alerts, alert => Assert.Equal("true", alert.TextAt("properties.enabled")));
        Assert.All(alerts, alert => Assert.Contains(alert.At("properties.actions.actionGroups")!.All, part => part is BicepMember { Of: BicepName { Name: "actionGroup" }, Name: "id" }));
    }

    [Theory]
    [InlineData("Microsoft.Web/sites")]
    [InlineData("Microsoft.Storage/storageAccounts")]
    [InlineData("Microsoft.KeyVault/vaults")]
    [InlineData("Microsoft.SignalRService/webPubSub")]
    public void Resource_SendsItsDiagnosticsToTheWorkspace(string type)
    {
        var resource = Template.OfTheRepository.Resources.Single(resource => resource.Type == type);

        Assert.Contains(
            resource.File.Resources,
            diagnostics => diagnostics.Type == "Microsoft.Insights/diagnosticSettings" && diagnostics.At("scope") is BicepName { Name: var scope } && scope == resource.Declaration.Name);
    }
}
