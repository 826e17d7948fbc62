// The one identity that the app signs in with everywhere. User-assigned, so that its roles stand before the app first starts.

import { resourceTags } from '../types.bicep'

@description('The identity\'s name.')
@minLength(3)
@maxLength(128)
param name string

@description('Where it is made.')
param location string

@description('Its tags.')
param tags resourceTags

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('Resource id, for what the identity is assigned to.')
output id string = identity.id

@description('Client id, by which code says which of an app\'s identities it means.')
output clientId string = identity.properties.clientId

@description('Object id, which roles are given to.')
output principalId string = identity.properties.principalId
