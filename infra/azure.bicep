@description('Ends the name of every resource; some must be unique in Azure.')
@minLength(3)
@maxLength(12)
param suffix string
param location string = resourceGroup().location
param appName string
param teamsAppId string
param botId string
param botTenantId string
param signInId string
@description('The domain of one\'s own, bound to the container app by hand (docs/teams-app.md).')
param publicUrl string
param mailFrom string
@secure()
param botPassword string
@secure()
param signInSecret string
@description('kid:base64,… as SECRET_KEYS in env/config.ts.')
@secure()
param secretKeys string
@secure()
param databasePassword string
@secure()
param smtpUrl string
@description('The image; the first time there is none of ours yet.')
param image string = 'mcr.microsoft.com/k8se/quickstart:latest'

var databaseUser = 'wintro'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'wintro-${suffix}'
  location: location
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: 'wintro-${suffix}'
  location: location
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: 30
  }
}

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: 'wintro${suffix}'
  location: location
  sku: {
    name: 'Basic'
  }
}

module database 'database.bicep' = {
  name: 'database'
  params: {
    name: 'wintro-${suffix}'
    location: location
    user: databaseUser
    password: databasePassword
  }
}

module secrets 'secrets.bicep' = {
  name: 'secrets'
  params: {
    name: 'wintro-${suffix}'
    location: location
    readerPrincipalId: identity.properties.principalId
    values: {
      'bot-password': botPassword
      'sign-in-secret': signInSecret
      'secret-keys': secretKeys
      'smtp-url': smtpUrl
      'mongodb-uri': 'mongodb+srv://${databaseUser}:${uriComponent(databasePassword)}@${database.outputs.host}/wintro?tls=true&authMechanism=SCRAM-SHA-256&retryWrites=false&maxIdleTimeMS=120000'
    }
  }
}

module container 'container.bicep' = {
  name: 'container'
  params: {
    name: 'wintro-${suffix}'
    location: location
    image: image
    identityId: identity.id
    identityPrincipalId: identity.properties.principalId
    registryName: registry.name
    logsName: logs.name
    vaultUri: secrets.outputs.vaultUri
    settings: {
      PUBLIC_URL: publicUrl
      APP_NAME: appName
      TEAMS_APP_ID: teamsAppId
      BOT_ID: botId
      BOT_TENANT_ID: botTenantId
      AAD_APP_CLIENT_ID: signInId
      MAIL_FROM: mailFrom
    }
  }
}

module bot 'botRegistration/azurebot.bicep' = {
  name: 'bot'
  params: {
    name: 'wintro-${suffix}'
    displayName: appName
    botId: botId
    botTenantId: botTenantId
    endpoint: publicUrl
  }
}

// The Toolkit writes these into the environment file.
output CONTAINER_REGISTRY string = registry.name
output CONTAINER_APP string = container.outputs.name
output CONTAINER_HOST string = container.outputs.host
