// The workbook that shows on one page what the alerts watch. Edit it in the portal, then put its JSON (advanced editor, gallery template)
// back into infra/workbook.json.

import { resourceTags } from '../types.bicep'

@description('What the workbook is called.')
param displayName string

@description('Where it is made.')
param location string

@description('Its tags.')
param tags resourceTags

@description('Resource id of the workspace that it reads.')
param workspaceId string

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  // A workbook's name must be a GUID.
  name: guid(resourceGroup().id, 'workbook')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: displayName
    category: 'workbook'
    version: 'Notebook/1.0'
    sourceId: workspaceId
    serializedData: replace(loadTextContent('../workbook.json'), '__WORKSPACE_ID__', workspaceId)
  }
}
