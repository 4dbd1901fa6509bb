import { configureConnection } from '#core/provisioning/connections.ts';
import { guides } from '#core/provisioning/guides/all.ts';
import { fillGuide } from '#core/provisioning/guides/guide.ts';
import { createToken, revokeToken } from '#core/provisioning/tokens.ts';
import { answerJson } from '../../answer.ts';
import { readJson } from '../../json-body.ts';
import { getAndHead } from '../../operations.ts';
import type { Route } from '../../route.ts';
import { answerTagged } from '../../tagged.ts';
import { guide, madeToken, newToken, requiredBody, security } from './contract.ts';
import { base, operation, type Parts, readSecurity, tenantUrlOf } from './parts.ts';

/** The state of the whole, tokens, what directories have to send, and how they are set up. */
export function directoryRoutes(parts: Parts): Route[] {
  const { config, looker, admin } = parts;
  const { BODY_MAX_BYTES } = config.limits;
  const tenantUrl = tenantUrlOf(config);
  return [
    ...getAndHead(base, async (req, res) => answerTagged(req, res, await readSecurity(parts, await looker(req))), {
      ...operation({
        summary: 'How directories provision the company, as set and as measured',
        description: 'For admins and bosses. With If-None-Match, 304 when nothing has changed.',
        answer: security,
      }),
      parameters: [{ name: 'If-None-Match', in: 'header', description: 'The ETag of what is shown already.' }],
    }),
    {
      method: 'POST',
      path: `${base}/tokens`,
      operation: operation({
        summary: 'Make a SCIM token, shown this once',
        description: 'For admins. A directory may have two live tokens, so that one can follow the other.',
        body: newToken,
        answer: madeToken,
        status: 201,
        problems: [404, 409],
      }),
      handle: async (req, res) => {
        const { ctx } = await admin(req);
        const { connection, provider } = await readJson(req, res, newToken, BODY_MAX_BYTES);
        const made = await createToken(ctx, {
          ...(connection === undefined ? {} : { connection }),
          ...(provider === undefined ? {} : { provider }),
        });
        answerJson(res, 201, { ...made, tenantUrl, expiresAt: made.expiresAt.toISOString() });
      },
    },
    {
      method: 'POST',
      path: `${base}/tokens/:token/revoke`,
      operation: operation({
        summary: 'End a SCIM token at once',
        description: 'For admins. Answers how things stand then.',
        path: { token: '`id` of a token.' },
        answer: security,
        problems: [404],
      }),
      handle: async (req, res) => {
        const signedIn = await admin(req);
        await revokeToken(signedIn.ctx, { token: String(req.params.token) });
        answerJson(res, 200, await readSecurity(parts, signedIn));
      },
    },
    {
      method: 'PUT',
      path: `${base}/connections/:connection/required`,
      operation: operation({
        summary: 'Set which attributes a person needs',
        description: 'For admins. Answers how things stand then.',
        path: { connection: '`id` of a connection.' },
        body: requiredBody,
        answer: security,
        problems: [404],
      }),
      handle: async (req, res) => {
        const signedIn = await admin(req);
        const { required } = await readJson(req, res, requiredBody, BODY_MAX_BYTES);
        await configureConnection(signedIn.ctx, { connection: String(req.params.connection), required });
        answerJson(res, 200, await readSecurity(parts, signedIn));
      },
    },
    ...Object.entries(guides).flatMap(([provider, each]) => {
      const filled = guide.parse(fillGuide(each, { tenantUrl, token: '{{token}}', appName: config.APP_NAME }));
      return getAndHead(
        `${base}/guides/${provider}`,
        async (req, res) => {
          await looker(req);
          answerTagged(req, res, filled);
        },
        operation({
          summary: `How ${each.name} is set up, step by step`,
          description: '`{{token}}` stands where the token belongs.',
          answer: guide,
        }),
      );
    }),
  ];
}
