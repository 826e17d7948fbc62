using './main.bicep'

// Every parameter with a value that turns something on or differs from the default. It is never deployed: .ci/infra predicts what it would
// make (everything-on.snapshot.json), and the tests hold that against the code. Its values belong to nobody.

param environmentName = 'everything-on'
param location = 'westeurope'
param prefix = 'twilio'
param extraTags = {
  owner: 'voice'
}

param accounts = [
  {
    accountSid: 'AC00000000000000000000000000000000'
    secondaryAuthToken: true
    apiKeys: [
      'SK00000000000000000000000000000000'
      'SK11111111111111111111111111111111'
    ]
  }
  {
    accountSid: 'AC11111111111111111111111111111111'
    parentAccountSid: 'AC00000000000000000000000000000000'
  }
]
param publicBaseUrl = 'https://hooks.example.com'
param additionalSettings = {
  Voice__CallerId: '+12025550123'
  Proxy__OnPolicyFailure: 'block'
}

param callNotifications = {
  timeToLive: '00:00:20'
  attemptTimeout: '00:00:05'
  maxConcurrency: 50
  acceptUnboundSignatures: true
}
param maxBindingsPerIdentity = 20
param fcmEnabled = true
param apns = {
  teamId: 'TEAM123456'
  keyId: 'KEY1234567'
}
param webPubSubEnabled = true
param webPubSubSku = 'Premium_P1'
param webPubSubUnits = 2
param webPubSubHub = 'devices_{AccountSid}'

param retention = {
  calls: '60.00:00:00'
  events: '60.00:00:00'
  deadLetters: '20.00:00:00'
  parkedPayloads: '20.00:00:00'
}
param softDeleteDays = 30

param instanceMemoryMB = 4096
param maximumInstanceCount = 200
param alwaysReadyHttp = 2
param alwaysReadyDispatch = 2
param zoneRedundant = true
param updateStrategy = 'RollingUpdate'

param logRetentionDays = 60
param logDailyCapGb = 20
param logHost = true
param logStorageRequests = true
param alertEmailAddresses = [
  'oncall@example.com'
]
param alertWebhookUrls = [
  'https://alerts.example.com'
]
param thresholds = {
  poisonMessages: 1
  oldestMessageSeconds: 60
  serverErrorPercent: 1
  signatureRefusals: 10
  failedNotifications: 5
}

param principalId = '33333333-3333-3333-3333-333333333333'
param principalType = 'Group'
param recoverKeyVault = true
param privateNetworking = true
param networkAddressPrefix = '10.43.0.0/24'
param vaultAllowedIpAddresses = [
  '192.0.2.0/24'
]
