// What wakes somebody up: five rules over the workspace's logs and the action group that they tell. docs/operate.md says what to do.
// The app's log lines reach AppTraces through the Functions host, as the formatted text in Message: the queries look for what does not
// change in that text, and a test holds them against the code. Each ends with a row for what is counted, its number and what it is of.

import { alertThresholds, resourceTags } from '../types.bicep'

@description('What the rules\' names begin with.')
param prefix string

@description('Where the rules are made: where the workspace is.')
param location string

@description('Their tags.')
param tags resourceTags

@description('Resource id of the workspace.')
param workspaceId string

@description('Who gets an e-mail.')
param emailAddresses string[]

@description('Which webhooks are called, with Azure\'s common alert schema.')
param webhookUrls string[]

@description('What the alerts fire above.')
param thresholds alertThresholds

@description('The rules. Severity 1 is for what callers notice now, 2 for what waits until the morning.')
var rules = [
  {
    name: 'poison-messages'
    displayName: 'A poison queue is not empty'
    description: 'Messages failed five times each and are kept as dead letters. Mend the cause, then replay them.'
    severity: 2
    query: loadTextContent('../queries/poison-messages.kql')
    dimension: 'Queue'
    measure: 'Poisoned'
    aggregation: 'Total'
    threshold: thresholds.poisonMessages
    window: 'PT15M'
  }
  {
    name: 'oldest-message'
    displayName: 'Messages wait too long'
    description: 'The oldest message of a queue is older than it should be: functions are too slow, too few, or fail again and again.'
    severity: 1
    query: loadTextContent('../queries/oldest-message.kql')
    dimension: 'Queue'
    measure: 'OldestAge'
    aggregation: 'Maximum'
    threshold: thresholds.oldestMessageSeconds
    window: 'PT5M'
  }
  {
    name: 'server-errors'
    displayName: 'Requests are answered with 5xx'
    description: 'Webhooks or calls of the API fail by a fault of ours. Twilio repeats some of the webhooks; callers may hear an error.'
    severity: 1
    query: loadTextContent('../queries/server-errors.kql')
    dimension: 'Function'
    measure: 'FailedPercent'
    aggregation: 'Maximum'
    threshold: thresholds.serverErrorPercent
    window: 'PT15M'
  }
  {
    name: 'signature-refusals'
    displayName: 'Webhooks are refused for their signature'
    description: 'A token was changed, a proxy changes URLs, or somebody tries the door. The log line names the URL that was verified.'
    severity: 2
    query: loadTextContent('../queries/signature-refusals.kql')
    dimension: 'Result'
    measure: 'Refused'
    aggregation: 'Total'
    threshold: thresholds.signatureRefusals
    window: 'PT15M'
  }
  {
    name: 'failed-notifications'
    displayName: 'Call notifications are not delivered'
    description: 'Devices are not rung: a push service rejects what it is sent, or it takes longer than a phone rings.'
    severity: 1
    query: loadTextContent('../queries/failed-notifications.kql')
    dimension: 'Channel'
    measure: 'Failed'
    aggregation: 'Total'
    threshold: thresholds.failedNotifications
    window: 'PT15M'
  }
]

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${prefix}-alerts'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'twiliofuncs'
    enabled: true
    emailReceivers: [
      for (emailAddress, index) in emailAddresses: {
        name: 'email-${index}'
        emailAddress: emailAddress
        useCommonAlertSchema: true
      }
    ]
    webhookReceivers: [
      for (webhookUrl, index) in webhookUrls: {
        name: 'webhook-${index}'
        serviceUri: webhookUrl
        useCommonAlertSchema: true
      }
    ]
  }
}

resource alertRules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: '${prefix}-${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.displayName
      description: rule.description
      severity: rule.severity
      enabled: true
      // A workspace that was made a minute ago does not know its tables yet, and would refuse the rule and with it the first deployment.
      skipQueryValidation: true
      scopes: [
        workspaceId
      ]
      evaluationFrequency: 'PT5M'
      windowSize: rule.window
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: rule.aggregation
            metricMeasureColumn: rule.measure
            operator: 'GreaterThan'
            threshold: rule.threshold
            dimensions: [
              {
                name: rule.dimension
                operator: 'Include'
                values: [
                  '*'
                ]
              }
            ]
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      // Stateful: one alert while it lasts, and it resolves itself.
      autoMitigate: true
      actions: {
        actionGroups: [
          actionGroup.id
        ]
      }
    }
  }
]
