// Azure Web PubSub, over which browsers ring. It stays public when the rest is private: the browsers are anywhere.

import { resourceTags } from '../types.bicep'

@description('The service\'s name.')
@minLength(3)
@maxLength(63)
param name string

@description('Where it is made.')
param location string

@description('Its tags.')
param tags resourceTags

@description('Its size. Free_F1 serves 20 connections.')
@allowed([
  'Free_F1'
  'Standard_S1'
  'Premium_P1'
])
param sku string

@description('How many units of that size, of 1,000 connections each; Free_F1 has one.')
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
param units int

@description('Object id of the app\'s identity.')
param principalId string

@description('Resource id of the workspace that logs go to.')
param workspaceId string

@description('Sends to clients and makes their access URLs. The service has no smaller role that does both.')
var serviceOwner = {
  name: 'Web PubSub Service Owner'
  id: '12cf5a90-567b-43ae-8102-96cf46c7d9b4'
}

resource service 'Microsoft.SignalRService/webPubSub@2024-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'WebPubSub'
  sku: {
    name: sku
    capacity: units
  }
  properties: {
    disableLocalAuth: true
    publicNetworkAccess: 'Enabled'
    tls: {
      clientCertEnabled: false
    }
  }
}

// Named without the identity's object id, which only exists once it is made, so that what-if can show the assignment beforehand.
resource appRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: service
  name: guid(service.id, 'app', serviceOwner.id)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', serviceOwner.id)
    description: 'TwilioFunctions: ${serviceOwner.name}, to ring browsers and to negotiate their connections.'
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: service
  name: 'workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'ConnectivityLogs'
        enabled: true
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

@description('Where the app finds the service.')
output endpoint string = 'https://${service.properties.hostName}'
