// A private endpoint of one service, with the DNS zone that makes the service's public name lead to it within the network.

import { resourceTags } from '../types.bicep'

@description('The endpoint\'s name.')
@minLength(2)
@maxLength(64)
param name string

@description('Where it is made.')
param location string

@description('Its tags.')
param tags resourceTags

@description('Resource id of what it leads to.')
param targetId string

@description('Which of the target\'s services it leads to.')
@allowed([
  'blob'
  'queue'
  'table'
  'vault'
])
param service string

@description('The DNS zone of that service.')
param dnsZoneName string

@description('Resource id of the network.')
param networkId string

@description('Resource id of the subnet that the endpoint takes its address from.')
param subnetId string

resource endpoint 'Microsoft.Network/privateEndpoints@2024-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: {
      id: subnetId
    }
    privateLinkServiceConnections: [
      {
        name: service
        properties: {
          privateLinkServiceId: targetId
          groupIds: [
            service
          ]
        }
      }
    ]
  }
}

resource dnsZone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: dnsZoneName
  location: 'global'
  tags: tags
}

resource dnsZoneLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: dnsZone
  name: 'network'
  location: 'global'
  tags: tags
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkId
    }
  }
}

resource dnsRecords 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-07-01' = {
  parent: endpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: service
        properties: {
          privateDnsZoneId: dnsZone.id
        }
      }
    ]
  }
}
