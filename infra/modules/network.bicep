// The virtual network: a subnet that the app's instances join, and one for the private endpoints of what they use.

import { resourceTags } from '../types.bicep'

@description('The network\'s name.')
@minLength(2)
@maxLength(64)
param name string

@description('Where it is made.')
param location string

@description('Its tags.')
param tags resourceTags

@description('Its addresses in CIDR notation: a /24 or larger.')
param addressPrefix string

resource network 'Microsoft.Network/virtualNetworks@2024-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [
        addressPrefix
      ]
    }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 25, 0)
          // Apps of the Flex Consumption plan join a network as container environments do.
          // https://learn.microsoft.com/azure/azure-functions/functions-networking-options
          delegations: [
            {
              name: 'flex-consumption'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
          // Twilio, Firebase, Apple and the webhooks of devices are on the internet.
          defaultOutboundAccess: true
        }
      }
      {
        name: 'private-endpoints'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 27, 4)
          privateEndpointNetworkPolicies: 'Disabled'
          defaultOutboundAccess: false
        }
      }
    ]
  }

  resource appSubnet 'subnets' existing = {
    name: 'app'
  }

  resource privateEndpointSubnet 'subnets' existing = {
    name: 'private-endpoints'
  }
}

@description('Resource id of the network.')
output id string = network.id

@description('Resource id of the subnet that the app joins.')
output appSubnetId string = network::appSubnet.id

@description('Resource id of the subnet of the private endpoints.')
output privateEndpointSubnetId string = network::privateEndpointSubnet.id
