// The storage account: the app's queues and tables, the host's own blobs, and the container that the app is deployed to.

import { resourceTags } from '../types.bicep'

@description('The account\'s name.')
@minLength(3)
@maxLength(24)
param name string

@description('Where it is made.')
param location string

@description('Its tags.')
param tags resourceTags

@description('Whether the account keeps its copies in several zones.')
param zoneRedundant bool

@description('How many days deleted blobs and containers can be brought back.')
@minValue(1)
@maxValue(365)
param softDeleteDays int

@description('Whether the account is reached through private endpoints alone.')
param privateNetworking bool

@description('Whether each request to a queue or table is logged.')
param logRequests bool

@description('The container that the app is deployed to.')
@minLength(3)
@maxLength(63)
param deploymentContainerName string

@description('Object id of the app\'s identity.')
param principalId string

@description('Resource id of the workspace that logs go to.')
param workspaceId string

@description('The queues that webhooks write to: QueueNames.All.')
var queueNames = [
  'call-summaries'
  'call-events'
  'call-notifications'
]

@description('The tables: TableNames.All.')
var tableNames = [
  'ClientBindings'
  'Calls'
  'CallIndex'
  'Events'
  'DeadLetters'
  'ParkedPayloads'
  'RetentionIndex'
]

@description('What the app may do here, and why no less. None of them reads or renews a key of the account.')
var appRoles = [
  {
    name: 'Storage Blob Data Owner'
    id: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
    reason: 'the Functions host keeps its keys and leases here and asks for this role; the platform reads the deployed package'
  }
  {
    name: 'Storage Queue Data Contributor'
    id: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
    reason: 'webhooks send, triggers receive and delete, and the host moves what failed to poison queues'
  }
  {
    name: 'Storage Table Data Contributor'
    id: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
    reason: 'calls, bindings and dead letters are written, read and swept'
  }
]

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'
  }
  properties: {
    accessTier: 'Hot'
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    isLocalUserEnabled: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: privateNetworking ? 'Disabled' : 'Enabled'
    networkAcls: {
      defaultAction: privateNetworking ? 'Deny' : 'Allow'
      bypass: 'AzureServices'
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: {
      enabled: true
      days: softDeleteDays
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: softDeleteDays
    }
  }
}

resource deploymentContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = {
  parent: blobs
  name: deploymentContainerName
  properties: {
    publicAccess: 'None'
  }
}

resource queues 'Microsoft.Storage/storageAccounts/queueServices@2025-01-01' = {
  parent: account
  name: 'default'
}

resource workQueues 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-01-01' = [
  for queueName in queueNames: {
    parent: queues
    name: queueName
  }
]

// The host would make them with the first message that fails. Made here, they can be measured before.
resource poisonQueues 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-01-01' = [
  for queueName in queueNames: {
    parent: queues
    name: '${queueName}-poison'
  }
]

resource tables 'Microsoft.Storage/storageAccounts/tableServices@2025-01-01' = {
  parent: account
  name: 'default'
}

resource appTables 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-01-01' = [
  for tableName in tableNames: {
    parent: tables
    name: tableName
  }
]

// Named without the identity's object id, which only exists once it is made, so that what-if can show the assignments beforehand.
resource appRoleAssignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in appRoles: {
    scope: account
    name: guid(account.id, 'app', role.id)
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.id)
      description: 'TwilioFunctions: ${role.name}, because ${role.reason}.'
    }
  }
]

resource accountDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account
  name: 'workspace'
  properties: {
    workspaceId: workspaceId
    metrics: [
      {
        category: 'Transaction'
        enabled: true
      }
    ]
  }
}

// Who changed what is deployed. Reads are left out: the host reads its leases all day.
resource blobDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: blobs
  name: 'workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'StorageWrite'
        enabled: true
      }
      {
        category: 'StorageDelete'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'Transaction'
        enabled: true
      }
    ]
  }
}

// Metrics alone unless asked for: each instance looks into each queue five times a second, and each look would be a line of the log.
resource queueDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: queues
  name: 'workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'StorageRead'
        enabled: logRequests
      }
      {
        category: 'StorageWrite'
        enabled: logRequests
      }
      {
        category: 'StorageDelete'
        enabled: logRequests
      }
    ]
    metrics: [
      {
        category: 'Transaction'
        enabled: true
      }
    ]
  }
}

resource tableDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: tables
  name: 'workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'StorageRead'
        enabled: logRequests
      }
      {
        category: 'StorageWrite'
        enabled: logRequests
      }
      {
        category: 'StorageDelete'
        enabled: logRequests
      }
    ]
    metrics: [
      {
        category: 'Transaction'
        enabled: true
      }
    ]
  }
}

@description('Resource id of the account.')
output id string = account.id

@description('Name of the account.')
output name string = account.name

@description('URL of the container that the app is deployed to.')
output deploymentContainerUrl string = '${account.properties.primaryEndpoints.blob}${deploymentContainer.name}'
