// The Key Vault with the auth tokens of the accounts, API key secrets and push credentials. The template makes no secret: what it never
// sees cannot stand in a deployment's history. infra/hooks says how they get there.

import { resourceTags } from '../types.bicep'

@description('The vault\'s name.')
@minLength(3)
@maxLength(24)
param name string

@description('Where it is made.')
param location string

@description('Its tags.')
param tags resourceTags

@description('How many days a deleted secret, or the vault itself, can be brought back. It cannot be changed later.')
@minValue(7)
@maxValue(90)
param softDeleteDays int

@description('Whether a deleted vault of this name is brought back instead of made anew.')
param recover bool

@description('Whether the vault is reached through its private endpoint.')
param privateNetworking bool

@description('Addresses that reach a private vault from outside, in CIDR notation: those from which secrets are set.')
param allowedIpAddresses string[]

@description('Object id of the app\'s identity.')
param principalId string

@description('Object id of who sets the secrets; empty for nobody.')
param operatorPrincipalId string

@description('What the operator is.')
@allowed([
  'User'
  'Group'
  'ServicePrincipal'
])
param operatorPrincipalType string

@description('Resource id of the workspace that logs go to.')
param workspaceId string

@description('Reads values of secrets, and nothing else.')
var secretsUser = {
  name: 'Key Vault Secrets User'
  id: '4633458b-17de-408a-b874-0445c86b69e6'
}

@description('Sets and renews secrets; neither keys and certificates nor the vault itself.')
var secretsOfficer = {
  name: 'Key Vault Secrets Officer'
  id: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    createMode: recover ? 'recover' : 'default'
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enablePurgeProtection: true
    enableSoftDelete: true
    softDeleteRetentionInDays: softDeleteDays
    publicNetworkAccess: privateNetworking && empty(allowedIpAddresses) ? 'Disabled' : 'Enabled'
    networkAcls: {
      defaultAction: privateNetworking ? 'Deny' : 'Allow'
      bypass: 'AzureServices'
      ipRules: map(allowedIpAddresses, address => { value: address })
    }
  }
}

// Named without the identity's object id, which only exists once it is made, so that what-if can show the assignment beforehand.
resource appRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, 'app', secretsUser.id)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser.id)
    description: 'TwilioFunctions: ${secretsUser.name}, to resolve the Key Vault references of the app settings.'
  }
}

resource operatorRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(operatorPrincipalId)) {
  scope: vault
  name: guid(vault.id, operatorPrincipalId, secretsOfficer.id)
  properties: {
    principalId: operatorPrincipalId
    principalType: operatorPrincipalType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsOfficer.id)
    description: 'TwilioFunctions: ${secretsOfficer.name}, to set the secrets that the app reads.'
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'AuditEvent'
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

@description('Resource id of the vault.')
output id string = vault.id

@description('Name of the vault.')
output name string = vault.name

@description('URL of the vault, with a slash at its end.')
output uri string = vault.properties.vaultUri
