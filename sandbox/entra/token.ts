import { createHash, timingSafeEqual } from 'node:crypto';
import type { Directory } from '../directory.ts';
import type { Answer } from '../http/answer.ts';
import { refuse } from './refusal.ts';
import type { Tokens } from './tokens.ts';

/** Answers a request to `/{tenant}/oauth2/v2.0/token`; of the grants only client_credentials so far. */
export async function grantToken(
  directory: Directory,
  tokens: Tokens,
  tenantName: string,
  form: URLSearchParams,
  authorization: string | undefined,
): Promise<Answer> {
  const tenant =
    directory.tenant(tenantName) ?? directory.tenants().find(each => each.domain === tenantName.toLowerCase());
  if (!tenant)
    return refuse(
      'unknown-tenant',
      `Tenant '${tenantName}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
    );
  const grantType = form.get('grant_type');
  if (!grantType)
    return refuse('no-grant-type', "The request body must contain the following parameter: 'grant_type'.");
  if (grantType !== 'client_credentials')
    return refuse('wrong-grant-type', `The app requested an unsupported grant type '${grantType}'.`);
  const { clientId, secret } = credentials(form, authorization);
  const application = directory.application(clientId);
  if (!application)
    return refuse(
      'unknown-application',
      `Application with identifier '${clientId}' was not found in the directory '${tenant.name}'.`,
    );
  const roles = application.consents[tenant.id];
  if (!roles && application.homeTenantId !== tenant.id)
    return refuse(
      'no-service-principal',
      `The client application '${clientId}' is missing service principal in the tenant '${tenant.id}'.`,
    );
  if (!secret)
    return refuse(
      'no-secret',
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    );
  if (!same(secret, application.secret))
    return refuse(
      'wrong-secret',
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
    );
  const scope = form.get('scope') ?? '';
  if (!/^\S+\/\.default$/.test(scope))
    return refuse(
      'wrong-scope',
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    );
  const resource = scope.slice(0, -'/.default'.length);
  const token = await tokens.application({
    clientId,
    tenantId: tenant.id,
    resource,
    ...(resource === 'https://graph.microsoft.com' && roles ? { roles } : {}),
  });
  return {
    status: 200,
    body: { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: token },
  };
}

/** RFC 6749 §2.3.1: in the body, or as HTTP Basic. */
function credentials(form: URLSearchParams, authorization: string | undefined): { clientId: string; secret: string } {
  const basic = /^Basic\s+(\S+)$/i.exec(authorization ?? '')?.[1];
  if (basic === undefined) return { clientId: form.get('client_id') ?? '', secret: form.get('client_secret') ?? '' };
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':', 2).map(decodeURIComponent);
  return { clientId: id, secret };
}

function same(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
