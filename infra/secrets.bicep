param name string
param location string
@description('The identity of the container app, which reads the secrets.')
param readerPrincipalId string
@secure()
param values object

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  properties: {
    tenantId: subscription().tenantId
    enableRbacAuthorization: true
    enableSoftDelete: true
    sku: {
      family: 'A'
      name: 'standard'
    }
  }
}

resource secret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = [
  for each in ['bot-password', 'sign-in-secret', 'secret-keys', 'smtp-url', 'mongodb-uri']: {
    parent: vault
    name: each
    properties: {
      value: values[each]
    }
  }
]

// Key Vault Secrets User
var readerRole = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')

resource reader 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, readerPrincipalId, readerRole)
  scope: vault
  properties: {
    principalId: readerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: readerRole
  }
}

output vaultUri string = vault.properties.vaultUri
