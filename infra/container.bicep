param name string
param location string
param image string
param identityId string
param identityPrincipalId string
param registryName string
param logsName string
param vaultUri string
@description('Environment of the server that is no secret.')
param settings object

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {
  name: registryName
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: logsName
}

// AcrPull
var pullRole = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')

resource pull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, identityPrincipalId, pullRole)
  scope: registry
  properties: {
    principalId: identityPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: pullRole
  }
}

resource surroundings 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: name
  location: location
  properties: {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: logs.properties.customerId
        sharedKey: logs.listKeys().primarySharedKey
      }
    }
  }
}

// The server's name of a secret in its environment, and its name in the vault.
var secrets = {
  SECRET_BOT_PASSWORD: 'bot-password'
  SECRET_AAD_APP_CLIENT_SECRET: 'sign-in-secret'
  SECRET_KEYS: 'secret-keys'
  SMTP_URL: 'smtp-url'
  MONGODB_URI: 'mongodb-uri'
}

resource app 'Microsoft.App/containerApps@2024-03-01' = {
  name: name
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  dependsOn: [pull]
  properties: {
    managedEnvironmentId: surroundings.id
    configuration: {
      ingress: {
        external: true
        targetPort: 3978
        transport: 'http'
      }
      registries: [
        {
          server: registry.properties.loginServer
          identity: identityId
        }
      ]
      secrets: [
        for each in items(secrets): {
          name: each.value
          keyVaultUrl: '${vaultUri}secrets/${each.value}'
          identity: identityId
        }
      ]
    }
    template: {
      containers: [
        {
          name: 'wintro'
          image: image
          resources: {
            cpu: json('0.5')
            memory: '1Gi'
          }
          env: concat(
            map(items(settings), each => { name: each.key, value: each.value }),
            map(items(secrets), each => { name: each.key, secretRef: each.value })
          )
          probes: [
            {
              type: 'Readiness'
              httpGet: {
                path: '/readyz'
                port: 3978
              }
            }
          ]
        }
      ]
      // Processes hold no state, so there may be any number; one at least sends what is due.
      scale: {
        minReplicas: 1
        maxReplicas: 3
      }
    }
  }
}

output name string = app.name
output host string = app.properties.configuration.ingress.fqdn
