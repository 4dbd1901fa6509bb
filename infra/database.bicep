param name string
param location string
param user string
@secure()
param password string

// Azure DocumentDB (formerly Azure Cosmos DB for MongoDB vCore): MongoDB's protocol with transactions.
resource cluster 'Microsoft.DocumentDB/mongoClusters@2024-07-01' = {
  name: name
  location: location
  properties: {
    administrator: {
      userName: user
      password: password
    }
    serverVersion: '7.0'
    compute: {
      tier: 'M30'
    }
    storage: {
      sizeGb: 32
    }
    sharding: {
      shardCount: 1
    }
    highAvailability: {
      targetMode: 'Disabled'
    }
  }

  resource azureServices 'firewallRules' = {
    name: 'AllowAzureServices'
    properties: {
      startIpAddress: '0.0.0.0'
      endIpAddress: '0.0.0.0'
    }
  }
}

output host string = '${cluster.name}.global.mongocluster.cosmos.azure.com'
