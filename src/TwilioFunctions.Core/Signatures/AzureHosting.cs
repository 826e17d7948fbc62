using Microsoft.Extensions.Configuration;

namespace TwilioFunctions.Core.Signatures;

/// <summary>Whether the app runs in Azure, and the host name that it has there.</summary>
internal sealed record AzureHosting(bool InAzure, string? HostName)
{
    // Which of them are set depends on the plan: Flex Consumption has no WEBSITE_INSTANCE_ID, Container Apps only its own. Not
    // WEBSITE_HOSTNAME, which `func start` sets too. https://learn.microsoft.com/azure/app-service/reference-app-settings,
    // https://learn.microsoft.com/azure/container-apps/environment-variables
    private static readonly string[] Marks = ["WEBSITE_SITE_NAME", "WEBSITE_INSTANCE_ID", "WEBSITE_POD_NAME", "CONTAINER_APP_NAME"];

    public static AzureHosting From(IConfiguration environment) =>
        new(Marks.Any(mark => !string.IsNullOrEmpty(environment[mark])), environment["WEBSITE_HOSTNAME"]);
}
