// TwilioFunctions in Azure: one resource group with the function app and everything that it uses, a module a concern.
// The app signs in everywhere with one managed identity. No key and no connection string of a service stands in a setting or an output;
// what is secret lies in the Key Vault, and this template never sees it.

targetScope = 'subscription'

metadata name = 'TwilioFunctions'
metadata description = 'Twilio Voice webhooks on Azure Functions: Flex Consumption, storage, Key Vault, monitoring, and a private network if wanted.'

import {
  alertThresholds
  apnsKey
  appSettings
  callNotificationSettings
  resourceTags
  retentionPeriods
  twilioAccount
} from 'types.bicep'

// Names and place

@description('Name of the environment, such as dev or prod. azd sets it. Each environment has a resource group of its own.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Region of all resources; one where Flex Consumption is offered: az functionapp list-flexconsumption-locations.')
@minLength(1)
@metadata({
  azd: {
    type: 'location'
  }
})
param location string

@description('What the names of all resources have in common: lower-case letters and digits, a letter first.')
@minLength(2)
@maxLength(9)
param prefix string = 'twilio'

@description('Tags of all resources beside azd-env-name.')
param extraTags resourceTags = {}

// Twilio

@description('The Twilio accounts whose webhooks are accepted. The account at place n has its auth token in the secret twilio-auth-token-n.')
@minLength(1)
@maxLength(100)
param accounts twilioAccount[]

@description('The URL that Twilio calls where it is not the app\'s own, as with a custom domain or a proxy: scheme, host and path prefix, without a slash at its end. No user name or password: settings and outputs show it.')
@maxLength(2048)
param publicBaseUrl string = ''

@description('Settings without a parameter of their own, most of all the rules of Voice__… and Proxy__…, such as Voice__CallerId or Voice__Rules__0__When__Called__0, and OTEL_… where traces go elsewhere too. None replaces a setting that the template makes.')
param additionalSettings appSettings = {}

// Call notifications

@description('How call notifications are accepted and delivered.')
param callNotifications callNotificationSettings = {
  timeToLive: '00:00:30'
  attemptTimeout: '00:00:10'
  maxConcurrency: 100
  acceptUnboundSignatures: false
}

@description('How many bindings an identity may have. Each of them is rung by one call.')
@minValue(1)
@maxValue(10000)
param maxBindingsPerIdentity int = 100

@description('Turns the channel fcm on. The key file of the service account is the secret fcm-service-account.')
param fcmEnabled bool = false

@description('Turns the channel apns on. The text of the key is the secret apns-private-key.')
param apns apnsKey?

@description('Makes an Azure Web PubSub service and turns the channel webpubsub on.')
param webPubSubEnabled bool = false

@description('Size of the Web PubSub service. Free_F1 serves 20 connections.')
@allowed([
  'Free_F1'
  'Standard_S1'
  'Premium_P1'
])
param webPubSubSku string = 'Standard_S1'

@description('Units of the Web PubSub service, of 1,000 connections each; Free_F1 has one.')
@allowed([
  1
  2
  3
  4
  5
  6
  7
  8
  9
  10
  20
  30
  40
  50
  60
  70
  80
  90
  100
])
param webPubSubUnits int = 1

@description('The hub of the Web PubSub service. It must hold {AccountSid} where several accounts are configured.')
@minLength(1)
@maxLength(128)
param webPubSubHub string = length(accounts) > 1 ? 'calls_{AccountSid}' : 'calls'

// Data

@description('How long data is kept. The sweep runs every hour.')
param retention retentionPeriods = {
  calls: '90.00:00:00'
  events: '90.00:00:00'
  deadLetters: '30.00:00:00'
  parkedPayloads: '30.00:00:00'
}

@description('How many days deleted secrets, vaults, blobs and containers can be brought back. A vault keeps the number that it was made with.')
@minValue(7)
@maxValue(90)
param softDeleteDays int = 90

// Scale

@description('Memory of an instance in MB.')
@allowed([
  512
  2048
  4096
])
param instanceMemoryMB int = 2048

@description('How many instances each group of functions may have. Some regions take no less than 40.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 100

@description('How many instances always wait for webhooks, so that none meets a cold start. They cost while they wait. Two at least where zoneRedundant is on.')
@minValue(0)
@maxValue(1000)
param alwaysReadyHttp int = 1

@description('How many instances always wait for call notifications, so that a phone rings at once. They cost while they wait. Two at least where zoneRedundant is on.')
@minValue(0)
@maxValue(1000)
param alwaysReadyDispatch int = 1

@description('Spreads the app and its storage over several zones, in regions that have them. To be chosen before the first deployment: a storage account that is there is converted by Azure first, not by a template.')
param zoneRedundant bool = false

@description('How instances are replaced when code or settings change: Recreate, which every region has, ends all at once; RollingUpdate drains them batch by batch, where the region offers it.')
@allowed([
  'RollingUpdate'
  'Recreate'
])
param updateStrategy string = 'Recreate'

// Monitoring

@description('How many days logs are kept, those of Application Insights too.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('GB of logs a day above which nothing more is taken in until the next day, so that alerts fall silent too; -1 for no limit.')
@minValue(-1)
param logDailyCapGb int = 10

@description('Keeps the host\'s own log beside its telemetry: it tells why an app does not start, and costs about as much again as the log lines do.')
param logHost bool = true

@description('Logs each request to a queue or table as well: many lines, for an inquiry.')
param logStorageRequests bool = false

@description('Who gets an e-mail when an alert fires or resolves.')
param alertEmailAddresses string[] = []

@description('Which https URLs are called when an alert fires or resolves. A URL that is itself a secret belongs into an action group of your own.')
param alertWebhookUrls string[] = []

@description('What the alerts fire above.')
param thresholds alertThresholds = {
  poisonMessages: 0
  oldestMessageSeconds: 120
  serverErrorPercent: 5
  signatureRefusals: 20
  failedNotifications: 10
}

// Access

@description('Object id of who sets the secrets, whom azd takes for who runs it; empty for nobody.')
@maxLength(36)
param principalId string = ''

@description('What principalId is.')
@allowed([
  'User'
  'Group'
  'ServicePrincipal'
])
param principalType string = 'User'

@description('Brings back the Key Vault of an environment that was deleted, with its secrets. Purge protection keeps its name for softDeleteDays, and without this the environment cannot be made again meanwhile. For one deployment: with it there must be such a vault.')
param recoverKeyVault bool = false

@description('Puts the app into a virtual network, and storage and Key Vault behind private endpoints. The app itself stays public, because Twilio calls it.')
param privateNetworking bool = false

@description('Addresses of that network in CIDR notation: a /24 or larger.')
@minLength(9)
@maxLength(18)
param networkAddressPrefix string = '10.42.0.0/24'

@description('Addresses in CIDR notation from which secrets are set where the Key Vault is private.')
param vaultAllowedIpAddresses string[] = []

@description('The same for the same environment in the same place, and different for every other.')
var suffix = uniqueString(subscription().id, environmentName, location)

@description('Names of all resources. Those of the app, the storage account and the Key Vault are unique in all of Azure.')
var names = {
  resourceGroup: 'rg-${prefix}-${environmentName}'
  identity: 'id-${prefix}-${suffix}'
  workspace: 'log-${prefix}-${suffix}'
  applicationInsights: 'appi-${prefix}-${suffix}'
  storageAccount: 'st${prefix}${suffix}'
  keyVault: 'kv${prefix}${suffix}'
  webPubSub: 'wps-${prefix}-${suffix}'
  network: 'vnet-${prefix}-${suffix}'
  privateEndpoint: 'pep-${prefix}-${suffix}'
  plan: 'plan-${prefix}-${suffix}'
  functionApp: 'func-${prefix}-${suffix}'
}

@description('Tags of all resources. azd finds the environment\'s by the first.')
var tags = union(extraTags, { 'azd-env-name': environmentName })

resource resourceGroup 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: names.resourceGroup
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: resourceGroup
  params: {
    name: names.identity
    location: location
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: resourceGroup
  params: {
    workspaceName: names.workspace
    applicationInsightsName: names.applicationInsights
    location: location
    tags: tags
    retentionDays: logRetentionDays
    dailyCapGb: logDailyCapGb
    principalId: identity.outputs.principalId
  }
}

module storage 'modules/storage.bicep' = {
  scope: resourceGroup
  params: {
    name: names.storageAccount
    location: location
    tags: tags
    zoneRedundant: zoneRedundant
    softDeleteDays: softDeleteDays
    privateNetworking: privateNetworking
    logRequests: logStorageRequests
    deploymentContainerName: 'app-package'
    principalId: identity.outputs.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module keyVault 'modules/key-vault.bicep' = {
  scope: resourceGroup
  params: {
    name: names.keyVault
    location: location
    tags: tags
    softDeleteDays: softDeleteDays
    recover: recoverKeyVault
    privateNetworking: privateNetworking
    allowedIpAddresses: vaultAllowedIpAddresses
    principalId: identity.outputs.principalId
    operatorPrincipalId: principalId
    operatorPrincipalType: principalType
    workspaceId: monitoring.outputs.workspaceId
  }
}

module webPubSub 'modules/web-pubsub.bicep' = if (webPubSubEnabled) {
  scope: resourceGroup
  params: {
    name: names.webPubSub
    location: location
    tags: tags
    sku: webPubSubSku
    units: webPubSubUnits
    principalId: identity.outputs.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module network 'modules/network.bicep' = if (privateNetworking) {
  scope: resourceGroup
  params: {
    name: names.network
    location: location
    tags: tags
    addressPrefix: networkAddressPrefix
  }
}

// One after the other: storage refuses a second endpoint of the same account while it makes the first (StorageAccountOperationInProgress).
@batchSize(1)
module storageEndpoints 'modules/private-endpoint.bicep' = [
  for service in ['blob', 'queue', 'table']: if (privateNetworking) {
    scope: resourceGroup
    params: {
      name: '${names.privateEndpoint}-${service}'
      location: location
      tags: tags
      targetId: storage.outputs.id
      service: service
      dnsZoneName: 'privatelink.${service}.${environment().suffixes.storage}'
      networkId: network!.outputs.id
      subnetId: network!.outputs.privateEndpointSubnetId
    }
  }
]

module vaultEndpoint 'modules/private-endpoint.bicep' = if (privateNetworking) {
  scope: resourceGroup
  params: {
    name: '${names.privateEndpoint}-vault'
    location: location
    tags: tags
    targetId: keyVault.outputs.id
    service: 'vault'
    dnsZoneName: 'privatelink.vaultcore.azure.net'
    networkId: network!.outputs.id
    subnetId: network!.outputs.privateEndpointSubnetId
  }
}

module functionApp 'modules/function-app.bicep' = {
  scope: resourceGroup
  params: {
    name: names.functionApp
    planName: names.plan
    location: location
    tags: tags
    identityId: identity.outputs.id
    deploymentContainerUrl: storage.outputs.deploymentContainerUrl
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyHttp: alwaysReadyHttp
    alwaysReadyDispatch: alwaysReadyDispatch
    zoneRedundant: zoneRedundant
    updateStrategy: updateStrategy
    subnetId: privateNetworking ? network!.outputs.appSubnetId : null
    logHost: logHost
    workspaceId: monitoring.outputs.workspaceId
  }
  // Storage and vault have no other way in then.
  dependsOn: [
    storageEndpoints
    vaultEndpoint
  ]
}

module settings 'modules/app-settings.bicep' = {
  scope: resourceGroup
  params: {
    functionAppName: names.functionApp
    identityClientId: identity.outputs.clientId
    storageAccountName: storage.outputs.name
    vaultUri: keyVault.outputs.uri
    applicationInsightsConnectionString: monitoring.outputs.connectionString
    accounts: accounts
    publicBaseUrl: publicBaseUrl
    callNotifications: callNotifications
    maxBindingsPerIdentity: maxBindingsPerIdentity
    retention: retention
    fcmEnabled: fcmEnabled
    apns: apns
    webPubSubEnabled: webPubSubEnabled
    webPubSubEndpoint: webPubSubEnabled ? webPubSub!.outputs.endpoint : null
    webPubSubHub: webPubSubHub
    additionalSettings: additionalSettings
  }
  // The name alone, which what-if knows beforehand, does not make it wait.
  dependsOn: [
    functionApp
  ]
}

module alerts 'modules/alerts.bicep' = {
  scope: resourceGroup
  params: {
    prefix: prefix
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    emailAddresses: alertEmailAddresses
    webhookUrls: alertWebhookUrls
    thresholds: thresholds
  }
}

module workbook 'modules/workbook.bicep' = {
  scope: resourceGroup
  params: {
    displayName: 'TwilioFunctions ${environmentName}'
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
  }
}

@description('What the URLs given to Twilio begin with.')
var baseUrl = empty(publicBaseUrl) ? functionApp.outputs.url : publicBaseUrl

// In capitals, because azd keeps outputs as variables of the environment.

@description('What the URLs given to Twilio begin with.')
output BASE_URL string = baseUrl

@description('Destination of the Event Streams sink.')
output EVENTS_URL string = '${baseUrl}/api/twilio/events'

@description('Voice URL of the numbers.')
output VOICE_INCOMING_URL string = '${baseUrl}/api/twilio/voice/incoming'

@description('StatusCallback of the numbers and of calls.')
output VOICE_STATUS_URL string = '${baseUrl}/api/twilio/voice/status'

@description('RecordingStatusCallback of recordings.')
output RECORDING_STATUS_URL string = '${baseUrl}/api/twilio/voice/recording-status'

@description('CallbackUrl of the Proxy Service.')
output PROXY_CALLBACK_URL string = '${baseUrl}/api/twilio/proxy/callback'

@description('InterceptCallbackUrl of the Proxy Service.')
output PROXY_INTERCEPT_URL string = '${baseUrl}/api/twilio/proxy/intercept'

@description('OutOfSessionCallbackUrl of the Proxy Service.')
output PROXY_OUT_OF_SESSION_URL string = '${baseUrl}/api/twilio/proxy/out-of-session'

@description('URL of the Voice Client Configuration. With acceptUnboundSignatures, ?secret= and the secret call-notifications-url-secret belong to its end.')
output CALL_NOTIFICATIONS_URL string = '${baseUrl}/api/twilio/call-notifications'

@description('Name of the function app.')
output FUNCTION_APP_NAME string = functionApp.outputs.name

@description('Name of the resource group.')
output RESOURCE_GROUP_NAME string = resourceGroup.name

@description('Name of the Key Vault that the secrets belong into.')
output KEY_VAULT_NAME string = keyVault.outputs.name

@description('Name of the storage account.')
output STORAGE_ACCOUNT_NAME string = storage.outputs.name
