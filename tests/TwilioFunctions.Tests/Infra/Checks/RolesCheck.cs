
using System.Text.RegularExpressions;

namespace TwilioFunctions.Tests.Infra.Checks;

/// <summary>
/// The app's identity has the roles that what it uses asks for, on the resources that it uses, and no other; who sets the secrets has the
/// role for that, and nobody has any other.
/// </summary>
internal static partial class RolesCheck
{
    private const string Account = "Microsoft.Storage/storageAccounts";

    // Their ids: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
    private static readonly AzureRole Blobs = new("Storage Blob Data Owner", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b", Account);
    private static readonly AzureRole Queues = new("Storage Queue Data Contributor", "974c5e8b-45b9-4653-ba55-5f855dd0fb88", Account);
    private static readonly AzureRole Tables = new("Storage Table Data Contributor", "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", Account);
    private static readonly AzureRole Secrets = new("Key Vault Secrets User", "4633458b-17de-408a-b874-0445c86b69e6", "Microsoft.KeyVault/vaults");
    private static readonly AzureRole Telemetry = new("Monitoring Metrics Publisher", "3913510d-42f4-4e42-8a64-420c390055eb", "Microsoft.Insights/components");
    private static readonly AzureRole WebPubSub = new("Web PubSub Service Owner", "12cf5a90-567b-43ae-8102-96cf46c7d9b4", "Microsoft.SignalRService/webPubSub");

    private static readonly AzureRole Officer = new("Key Vault Secrets Officer", "b86a8fe4-44ce-4948-aee5-eccb2c155cd7", "Microsoft.KeyVault/vaults");

    public static IEnumerable<Disagreement> Of(Template template, AppCode code)
    {
        var (always, everything) = (Given(template, template.Compiled.Default), Given(template, template.Compiled.Everything));
        return
        [
            .. Between(Needed(template.Compiled.Default, code).ToList(), always[true].ToList(), "the app's identity"),
            .. Between(Needed(template.Compiled.Everything, code).ToList(), everything[true].ToList(), "the app's identity"),
            .. Between([(Officer, "somebody has to set the secrets (infra/hooks/postprovision.cs)")], everything[false].ToList(), "the operator"),
        ];
    }

    private static IEnumerable<Disagreement> Between(
        IReadOnlyList<(AzureRole Role, string Reason)> needed, IReadOnlyList<(string File, string Id, string ScopeType)> given, string who)
    {
        foreach (var (role, reason) in needed.Where(need => !given.Any(assignment => assignment.Id == need.Role.Id && assignment.ScopeType == need.Role.ResourceType)))
            yield return new Disagreement(Template.Main, role.Name, $"on {role.ResourceType} is not given to {who}, although {reason}: assign {role.Id} there.");
        foreach (var assignment in given.Where(assignment => !needed.Any(need => need.Role.Id == assignment.Id && need.Role.ResourceType == assignment.ScopeType)))
            yield return new Disagreement(assignment.File, assignment.Id, $"on {assignment.ScopeType} is given to {who}, and nothing needs that role there: remove it.");
    }

    private static IEnumerable<(AzureRole Role, string Reason)> Needed(Deployment deployment, AppCode code)
    {
        var settings = TemplateSetting.Of(deployment).ToList();
        if (settings.Any(setting => setting.Name == "AzureWebJobsStorage__accountName"))
            yield return (Blobs, "the Functions host keeps its keys, and the leases of timers, in blobs (AzureWebJobsStorage__accountName)");
        if (code.Queues.Count > 0)
            yield return (Queues, $"the code uses queues ({code.Queues[0]}, …)");
        if (code.Tables.Count > 0)
            yield return (Tables, $"the code uses tables ({code.Tables[0]}, …)");
        if (settings.FirstOrDefault(setting => setting.Secret is not null) is { } secret)
            yield return (Secrets, $"settings refer to secrets ({secret.Name}, …)");
        if (settings.Any(setting => setting.Name == "APPLICATIONINSIGHTS_AUTHENTICATION_STRING" && setting.Value.Contains("Authorization=AAD", StringComparison.Ordinal)))
            yield return (Telemetry, "telemetry is sent with a token (APPLICATIONINSIGHTS_AUTHENTICATION_STRING)");
        if (settings.Any(setting => setting.Name == "Channels__WebPubSub__Endpoint") && settings.All(setting => setting.Name != "Channels__WebPubSub__AccessKey"))
            yield return (WebPubSub, "the channel webpubsub signs in with an identity (Channels__WebPubSub__Endpoint without an AccessKey)");
    }

    /// <summary>The role assignments of the app's identity, and those of somebody else.</summary>
    private static ILookup<bool, (string File, string Id, string ScopeType)> Given(Template template, Deployment deployment)
    {
        var types = deployment.Resources.ToDictionary(resource => resource.Id, resource => resource.Type);
        return deployment.Of("Microsoft.Authorization/roleAssignments").ToLookup(
            assignment => AppsIdentity.IsMatch(assignment.At("properties.principalId")!.Value.GetString()!),
            assignment =>
            {
                var type = types.GetValueOrDefault(assignment.Scope, "a whole scope");
                return (template.FileOf(type), assignment.TextAt("properties.roleDefinitionId")!.Split('/')[^1], type);
            });
    }

    /// <summary>The object id of the one identity that the template makes, which Azure knows once it is made.</summary>
    [GeneratedRegex(@"^\[reference\('[^']*/Microsoft\.ManagedIdentity/userAssignedIdentities/[^']*', '[^']*'\)\.principalId\]$")]
    private static partial Regex AppsIdentity { get; }

    private sealed record AzureRole(string Name, string Id, string ResourceType);
}
