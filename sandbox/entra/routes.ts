import type { Directory } from '../directory.ts';
import { sendAnswer } from '../http/answer.ts';
import { readBody } from '../http/body.ts';
import type { Route } from '../http/routes.ts';
import { refuse } from './refusal.ts';
import { grantToken } from './token.ts';
import type { Tokens } from './tokens.ts';

const origin = 'https://login.microsoftonline.com';
const anyTenant = new Set(['common', 'organizations', 'consumers']);

/** Entra's endpoints. What its documents say is Microsoft's origin and issuer: only the connection is to this machine. */
export function entraRoutes(directory: Directory, tokens: Tokens): Route[] {
  const keys = {
    keys: [
      { ...tokens.key.publicJwk, issuer: `${origin}/{tenantid}/v2.0`, cloud_instance_name: 'microsoftonline.com' },
    ],
  };
  return [
    {
      method: 'GET',
      path: '/common/discovery/instance',
      handle: ({ res, url }) => sendAnswer(res, { status: 200, body: instance(url) }),
    },
    {
      method: 'GET',
      path: '/:tenant/v2.0/.well-known/openid-configuration',
      handle({ res, param }) {
        const name = param('tenant');
        const id = anyTenant.has(name) ? '{tenantid}' : tenantIdOf(directory, name);
        if (id === undefined) return sendAnswer(res, refuse('unknown-tenant', `Tenant '${name}' not found.`));
        sendAnswer(res, { status: 200, body: discovery(name, id) });
      },
    },
    {
      method: 'GET',
      path: '/:tenant/discovery/v2.0/keys',
      handle: ({ res }) => sendAnswer(res, { status: 200, body: keys }),
    },
    {
      method: 'POST',
      path: '/:tenant/oauth2/v2.0/token',
      async handle({ req, res, param }) {
        const form = new URLSearchParams(await readBody(req, 64 * 1024));
        sendAnswer(res, await grantToken(directory, tokens, param('tenant'), form, req.headers.authorization));
      },
    },
  ];
}

function tenantIdOf(directory: Directory, name: string): string | undefined {
  return (directory.tenant(name) ?? directory.tenants().find(tenant => tenant.domain === name.toLowerCase()))?.id;
}

function discovery(name: string, id: string) {
  const base = `${origin}/${name}`;
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `${origin}/${id}/v2.0`,
    request_uri_parameter_supported: false,
    userinfo_endpoint: 'https://graph.microsoft.com/oidc/userinfo',
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'name', 'oid', 'tid', 'preferred_username', 'email', 'nonce'],
    tenant_region_scope: id === '{tenantid}' ? null : 'EU',
    cloud_instance_name: 'microsoftonline.com',
    cloud_graph_host_name: 'graph.windows.net',
    msgraph_host: 'graph.microsoft.com',
    rbac_url: 'https://pas.windows.net',
  };
}

function instance(url: URL) {
  const asked = url.searchParams.get('authorization_endpoint') ?? `${origin}/common/oauth2/v2.0/authorize`;
  const tenant = URL.canParse(asked) ? (new URL(asked).pathname.split('/')[1] ?? 'common') : 'common';
  return {
    tenant_discovery_endpoint: `${origin}/${tenant}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [
      {
        preferred_network: 'login.microsoftonline.com',
        preferred_cache: 'login.windows.net',
        aliases: ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
      },
    ],
  };
}
