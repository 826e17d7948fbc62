// The app's settings: for each options class of TwilioFunctions.Core what it needs in production, and how the host signs in.
// None of them is a secret. Secrets are references, which the platform resolves with the app's identity:
// https://learn.microsoft.com/azure/app-service/app-service-key-vault-references

import { apnsKey, appSettings, callNotificationSettings, retentionPeriods, twilioAccount } from '../types.bicep'

@description('Name of the function app.')
param functionAppName string

@description('Client id of the app\'s identity.')
param identityClientId string

@description('Name of the storage account.')
param storageAccountName string

@description('URL of the Key Vault, with a slash at its end.')
param vaultUri string

@description('Where telemetry is sent.')
param applicationInsightsConnectionString string

@description('The Twilio accounts.')
@minLength(1)
param accounts twilioAccount[]

@description('The URL that Twilio calls; empty for the one that Azure gives the app.')
param publicBaseUrl string

@description('How call notifications are accepted and delivered.')
param callNotifications callNotificationSettings

@description('How many bindings an identity may have.')
@minValue(1)
@maxValue(10000)
param maxBindingsPerIdentity int

@description('How long data is kept.')
param retention retentionPeriods

@description('Whether the channel fcm is on.')
param fcmEnabled bool

@description('The key of the channel apns; null while it is off.')
param apns apnsKey?

@description('Whether the channel webpubsub is on. The URL alone, which only Azure knows, would hide its settings from what-if.')
param webPubSubEnabled bool

@description('URL of the Web PubSub service; null while the channel webpubsub is off.')
param webPubSubEndpoint string?

@description('The hub of the channel webpubsub.')
@minLength(1)
@maxLength(128)
param webPubSubHub string

@description('Settings without a parameter of their own. They replace none of the others.')
param additionalSettings appSettings

@description('Twilio__Accounts__{n}__…, an object an account.')
var accountSettings = map(accounts, (account, n) => {
  'Twilio__Accounts__${n}__AccountSid': account.accountSid
  'Twilio__Accounts__${n}__AuthToken': secretReference(vaultUri, 'twilio-auth-token-${n}')
  ...((account.?secondaryAuthToken ?? false)
    ? {
        'Twilio__Accounts__${n}__SecondaryAuthToken': secretReference(vaultUri, 'twilio-secondary-auth-token-${n}')
      }
    : {})
  ...(empty(account.?parentAccountSid)
    ? {}
    : {
        'Twilio__Accounts__${n}__ParentAccountSid': account.?parentAccountSid ?? ''
      })
})

@description('Twilio__Accounts__{n}__ApiKeys__{m}__…, an object a key.')
var apiKeySettings = flatten(map(
  accounts,
  (account, n) =>
    map(account.?apiKeys ?? [], (sid, m) => {
      'Twilio__Accounts__${n}__ApiKeys__${m}__Sid': sid
      'Twilio__Accounts__${n}__ApiKeys__${m}__Secret': secretReference(vaultUri, 'twilio-api-key-secret-${n}-${m}')
    })
))

// Without a version: a secret that is renewed reaches the app within a day, or at once with a restart.
@description('A Key Vault reference.')
func secretReference(vaultUri string, secretName string) string =>
  '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${secretName})'

resource app 'Microsoft.Web/sites@2024-11-01' existing = {
  name: functionAppName
}

resource settings 'Microsoft.Web/sites/config@2024-11-01' = {
  parent: app
  name: 'appsettings'
  properties: union(
    additionalSettings,
    {
      // The same for the host and for the app, which signs in with the identity of this client id.
      // https://learn.microsoft.com/azure/azure-functions/functions-reference#connecting-to-host-storage-with-an-identity
      AzureWebJobsStorage__accountName: storageAccountName
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identityClientId

      // The connection string's instrumentation key is an address, no credential: the resource takes nothing without an Entra token,
      // which the second setting has the host send.
      APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsightsConnectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'

      CallNotifications__TimeToLive: callNotifications.timeToLive
      CallNotifications__AttemptTimeout: callNotifications.attemptTimeout
      CallNotifications__MaxConcurrency: string(callNotifications.maxConcurrency)
      CallNotifications__AcceptUnboundSignatures: string(callNotifications.acceptUnboundSignatures)

      Bindings__MaxPerIdentity: string(maxBindingsPerIdentity)

      Retention__Calls: retention.calls
      Retention__Events: retention.events
      Retention__DeadLetters: retention.deadLetters
      Retention__ParkedPayloads: retention.parkedPayloads
    },
    reduce(concat(accountSettings, apiKeySettings), {}, (all, some) => union(all, some)),
    empty(publicBaseUrl) ? {} : { Twilio__PublicBaseUrl: publicBaseUrl },
    callNotifications.acceptUnboundSignatures
      ? { CallNotifications__UrlSecret: secretReference(vaultUri, 'call-notifications-url-secret') }
      : {},
    // The endpoints of Firebase and Apple keep their defaults; an empty one would stop the app.
    fcmEnabled ? { Channels__Fcm__ServiceAccountJson: secretReference(vaultUri, 'fcm-service-account') } : {},
    empty(apns)
      ? {}
      : {
          Channels__Apns__TeamId: apns.?teamId ?? ''
          Channels__Apns__KeyId: apns.?keyId ?? ''
          Channels__Apns__PrivateKey: secretReference(vaultUri, 'apns-private-key')
        },
    webPubSubEnabled
      ? {
          Channels__WebPubSub__Endpoint: webPubSubEndpoint ?? ''
          Channels__WebPubSub__Hub: webPubSubHub
          Channels__WebPubSub__ClientId: identityClientId
        }
      : {}
  )
}
