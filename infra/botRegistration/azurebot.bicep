@description('The name of the bot resource, unique in Azure.')
param name string
@maxLength(42)
param displayName string
@description('The bot\'s Entra registration, and the tenant that is its home.')
param botId string
param botTenantId string
@description('https address of the server, without a path.')
param endpoint string
param sku string = 'S1'

// Multi-tenant bots cannot be created any more. The registration is multi-tenant, the bot resource is not: tokens come
// from its home tenant and serve every customer.
resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: name
  kind: 'azurebot'
  location: 'global'
  sku: {
    name: sku
  }
  properties: {
    displayName: displayName
    endpoint: '${endpoint}/api/messages'
    msaAppId: botId
    msaAppTenantId: botTenantId
    msaAppType: 'SingleTenant'
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: {
    channelName: 'MsTeamsChannel'
  }
}
