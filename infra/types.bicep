// The shapes of parameters that have more than one value, said once and imported where they are needed.

@export()
@description('Tags, by name.')
type resourceTags = {
  @description('A tag\'s value.')
  *: string
}

@export()
@description('App settings, by name as the app reads it: two underscores stand between the levels of a section.')
type appSettings = {
  @description('A setting\'s value, never a secret. A secret belongs into the Key Vault, and its reference here.')
  *: string
}

@export()
@minLength(34)
@maxLength(34)
@description('SID of an API key: SK and 32 hexadecimal digits.')
type apiKeySid = string

@export()
@description('A Twilio account whose webhooks are accepted. What of it is secret lies in the Key Vault, under a name with the account\'s place in the list; see modules/app-settings.bicep.')
type twilioAccount = {
  @description('AC and 32 hexadecimal digits.')
  @minLength(34)
  @maxLength(34)
  accountSid: string

  @description('The AccountSid of another account of the list, whose keys are tried after this one\'s: a parent\'s sink can carry a subaccount\'s events.')
  @minLength(34)
  @maxLength(34)
  parentAccountSid: string?

  @description('Whether the Key Vault holds the account\'s secondary auth token. True while a token is rotated.')
  secondaryAuthToken: bool?

  @description('The API keys whose access tokens prove who a device belongs to.')
  apiKeys: apiKeySid[]?
}

@export()
@description('How call notifications are accepted and delivered: section CallNotifications. Times are written d.hh:mm:ss.')
type callNotificationSettings = {
  @description('How long a phone rings: later than this after the webhook nothing is sent. From 1 second to 10 minutes.')
  timeToLive: string

  @description('How long one attempt over one channel may take: at least 100 milliseconds.')
  attemptTimeout: string

  @description('How many bindings of one notification are sent to at once.')
  @minValue(1)
  @maxValue(1000)
  maxConcurrency: int

  @description('Accepts signatures that do not cover the body too. The URL given to Twilio must then hold the secret call-notifications-url-secret of the Key Vault as secret=.')
  acceptUnboundSignatures: bool
}

@export()
@description('How long data is kept: section Retention. Times are written d.hh:mm:ss, from 1 day to ten years; never keeps it for good.')
type retentionPeriods = {
  @description('Calls with all that is known of them.')
  calls: string

  @description('Events that belong to no call.')
  events: string

  @description('Messages that failed for good.')
  deadLetters: string

  @description('Payloads that were too large for a queue message: at least 15 days, and as long as dead letters, which are replayed with them.')
  parkedPayloads: string
}

@export()
@description('The key that signs in at Apple\'s push service. Its text is the secret apns-private-key of the Key Vault.')
type apnsKey = {
  @description('The team\'s id.')
  @minLength(10)
  @maxLength(10)
  teamId: string

  @description('The key\'s id.')
  @minLength(10)
  @maxLength(10)
  keyId: string
}

@export()
@description('What an alert fires above, within its window.')
type alertThresholds = {
  @description('Messages that reached a poison queue.')
  @minValue(0)
  poisonMessages: int

  @description('Age in seconds of the oldest message of a queue.')
  @minValue(1)
  oldestMessageSeconds: int

  @description('Percentage of a function\'s requests that were answered with 5xx.')
  @minValue(0)
  @maxValue(100)
  serverErrorPercent: int

  @description('Requests that were not proven to be Twilio\'s, for one reason.')
  @minValue(0)
  signatureRefusals: int

  @description('Call notifications that a channel rejected or that expired.')
  @minValue(0)
  failedNotifications: int
}
