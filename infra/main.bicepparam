using './main.bicep'

// azd sets the variables of the environment; without azd they have the values beside them. What is not named here has its default: see
// main.bicep, which says of each parameter what it is.

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'dev')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param principalId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
param principalType = readEnvironmentVariable('AZURE_PRINCIPAL_TYPE', 'User')

// The zeros let the file be checked without an environment; nobody has an account of that SID.
param accounts = [
  {
    accountSid: readEnvironmentVariable('TWILIO_ACCOUNT_SID', 'AC00000000000000000000000000000000')
  }
]

// An alert that tells nobody is none.
param alertEmailAddresses = empty(readEnvironmentVariable('ALERT_EMAIL', ''))
  ? []
  : [
      readEnvironmentVariable('ALERT_EMAIL', '')
    ]
