// Where logs, traces and metrics go: a Log Analytics workspace, and Application Insights on it. Nobody writes with a key.
// Both stay reachable from the internet when the rest is private: ingestion asks for an Entra token anyway, and keeping them in the
// network takes an Azure Monitor private link scope, which changes name resolution for every network that it is linked to.

import { resourceTags } from '../types.bicep'

@description('The workspace\'s name.')
@minLength(4)
@maxLength(63)
param workspaceName string

@description('The name of the Application Insights resource.')
@minLength(1)
@maxLength(255)
param applicationInsightsName string

@description('Where both are made.')
param location string

@description('Their tags.')
param tags resourceTags

@description('How many days logs are kept.')
@minValue(30)
@maxValue(730)
param retentionDays int

@description('GB a day above which nothing more is taken in until the next day; -1 for no limit.')
@minValue(-1)
param dailyCapGb int

@description('Object id of the app\'s identity.')
param principalId string

@description('The tables that the host\'s telemetry goes to. They would keep it for 90 days, however short the workspace\'s own retention is.')
var telemetryTables = [
  'AppDependencies'
  'AppExceptions'
  'AppMetrics'
  'AppPerformanceCounters'
  'AppRequests'
  'AppTraces'
]

@description('Role that lets the app send telemetry, and nothing else: it can read none.')
var metricsPublisher = {
  name: 'Monitoring Metrics Publisher'
  id: '3913510d-42f4-4e42-8a64-420c390055eb'
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: retentionDays
    workspaceCapping: {
      dailyQuotaGb: dailyCapGb
    }
    features: {
      disableLocalAuth: true
      // Whoever may read a resource may read its logs, without a role on the whole workspace.
      enableLogAccessUsingOnlyResourcePermissions: true
    }
    publicNetworkAccessForIngestion: 'Enabled'
    publicNetworkAccessForQuery: 'Enabled'
  }
}

// https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure#log-tables-with-90-day-default-retention
@batchSize(1)
resource tables 'Microsoft.OperationalInsights/workspaces/tables@2025-02-01' = [
  for tableName in telemetryTables: {
    parent: workspace
    name: tableName
    properties: {
      retentionInDays: retentionDays
      totalRetentionInDays: retentionDays
    }
  }
]

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' = {
  name: applicationInsightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    IngestionMode: 'LogAnalytics'
    DisableLocalAuth: true
    publicNetworkAccessForIngestion: 'Enabled'
    publicNetworkAccessForQuery: 'Enabled'
  }
}

// Named without the identity's object id, which only exists once it is made, so that what-if can show the assignment beforehand.
resource appRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: applicationInsights
  name: guid(applicationInsights.id, 'app', metricsPublisher.id)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', metricsPublisher.id)
    description: 'TwilioFunctions: ${metricsPublisher.name}, to send telemetry with an Entra token.'
  }
}

@description('Resource id of the workspace.')
output workspaceId string = workspace.id

@description('Says where telemetry is sent. It holds an instrumentation key, which opens nothing here: local authentication is off.')
output connectionString string = applicationInsights.properties.ConnectionString
