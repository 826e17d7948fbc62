// The Flex Consumption plan and the function app on it, without its settings: see app-settings.bicep.
// What Flex Consumption refuses is left out and not forgotten. Runtime and scaling stand in functionAppConfig, not in app settings
// (FUNCTIONS_WORKER_RUNTIME, FUNCTIONS_EXTENSION_VERSION, WEBSITE_…), and there is no ftpsState, alwaysOn or linuxFxVersion: the plan
// has no FTP, and the deployment fails with error 51021 where one of them is set.
// https://learn.microsoft.com/azure/azure-functions/functions-app-settings#flex-consumption-plan-deprecations

import { resourceTags } from '../types.bicep'

@description('The app\'s name, and the first part of its host name.')
@minLength(2)
@maxLength(60)
param name string

@description('The plan\'s name.')
@minLength(1)
@maxLength(60)
param planName string

@description('Where both are made.')
param location string

@description('Their tags.')
param tags resourceTags

@description('Resource id of the app\'s identity.')
param identityId string

@description('URL of the blob container that the app is deployed to.')
param deploymentContainerUrl string

@description('Memory of an instance in MB.')
@allowed([
  512
  2048
  4096
])
param instanceMemoryMB int

@description('How many instances each group of functions may have.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int

@description('How many instances always wait for webhooks.')
@minValue(0)
@maxValue(1000)
param alwaysReadyHttp int

@description('How many instances always wait for call notifications.')
@minValue(0)
@maxValue(1000)
param alwaysReadyDispatch int

@description('Whether instances are spread over several zones.')
param zoneRedundant bool

@description('How instances are replaced when code or settings change.')
@allowed([
  'RollingUpdate'
  'Recreate'
])
param updateStrategy string

@description('Resource id of the subnet that instances join; null for none.')
param subnetId string?

@description('Whether the host\'s own log is kept beside its telemetry.')
param logHost bool

@description('Resource id of the workspace that logs go to.')
param workspaceId string

@description('How many always wait for one group at least, where any do: the platform spreads no fewer than two over zones.')
var fewestReady = zoneRedundant ? 2 : 1

@description('What never starts cold: Event Streams waits 5 seconds for an answer, and a phone rings for 30. HTTP functions scale as one group, others each by itself. A group of none is left out.')
var alwaysReady = map(
  filter(
    [
      {
        name: 'http'
        count: alwaysReadyHttp
      }
      {
        name: 'function:DispatchCallNotification'
        count: alwaysReadyDispatch
      }
    ],
    group => group.count > 0
  ),
  group => {
    name: group.name
    instanceCount: max(group.count, fewestReady)
  }
)

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    // Linux
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  // azd finds what it deploys to by this tag: the service of azure.yaml.
  tags: union(tags, { 'azd-service-name': 'app' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    // Public whatever the network is: Twilio calls it. What is not proven to be Twilio's is refused by its signature.
    publicNetworkAccess: 'Enabled'
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: subnetId
    functionAppConfig: {
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: deploymentContainerUrl
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReady
      }
      // Null, which is the platform's Recreate, unless wanted, because not every region offers it, and the published types of the API do not have it:
      // https://learn.microsoft.com/azure/azure-functions/flex-consumption-site-updates
      #disable-next-line BCP037
      siteUpdateStrategy: updateStrategy == 'RollingUpdate' ? { type: updateStrategy } : null
    }
    siteConfig: {
      // The lowest that is accepted; clients that know TLS 1.3 get it.
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      http20Enabled: true
      remoteDebuggingEnabled: false
    }
  }
}

// Deploying takes an Entra token: no user name and password.
resource scmCredentials 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'scm'
  properties: {
    allow: false
  }
}

resource ftpCredentials 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'ftp'
  properties: {
    allow: false
  }
}

// The host's own log tells what happens before telemetry is set up: a wrong setting that stops the app, most of all. What telemetry
// tells stands in it once more.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: app
  name: 'workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'FunctionAppLogs'
        enabled: logHost
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

@description('Name of the app.')
output name string = app.name

@description('The URL that Azure gives the app, without a slash at its end.')
output url string = 'https://${app.properties.defaultHostName}'
