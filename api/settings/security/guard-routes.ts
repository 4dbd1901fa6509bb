import { enablePerson } from '#core/provisioning/active-by-hand.ts';
import { intendBurst, restoreBurst } from '#core/provisioning/burst.ts';
import { setGuard } from '#core/provisioning/guard.ts';
import { answerJson } from '../../answer.ts';
import { readJson } from '../../json-body.ts';
import type { Route } from '../../route.ts';
import { enableBody, guardBody, intendedBody, restoreBody, restored, security } from './contract.ts';
import { base, operation, type Parts, readSecurity } from './parts.ts';

/** The guard against mass deactivation, and the ways back from a deactivation. */
export function guardRoutes(parts: Parts): Route[] {
  const { config, admin } = parts;
  const { BODY_MAX_BYTES } = config.limits;
  return [
    {
      method: 'PUT',
      path: `${base}/guard`,
      operation: operation({
        summary: 'Set how many may go inactive within an hour before recruiters are told',
        description: 'For admins. Answers how things stand then.',
        body: guardBody,
        answer: security,
      }),
      handle: async (req, res) => {
        const signedIn = await admin(req);
        const { threshold } = await readJson(req, res, guardBody, BODY_MAX_BYTES);
        await setGuard(signedIn.ctx, { threshold: threshold ?? undefined });
        answerJson(res, 200, await readSecurity(parts, signedIn));
      },
    },
    {
      method: 'POST',
      path: `${base}/guard/restore`,
      operation: operation({
        summary: 'Bring back everybody of a burst who is still inactive',
        description:
          'For admins. It overrides the directory until its next word on each of them. Broken off, it can be repeated.',
        body: restoreBody,
        answer: restored,
        problems: [404],
      }),
      handle: async (req, res) => {
        const { ctx } = await admin(req);
        const { from, reason } = await readJson(req, res, restoreBody, BODY_MAX_BYTES);
        answerJson(res, 200, await restoreBurst(ctx, { from: new Date(from), reason }));
      },
    },
    {
      method: 'POST',
      path: `${base}/guard/intended`,
      operation: operation({
        summary: 'Say that a burst was no mistake',
        description:
          'For admins. It is no alarm any more, unless it grows by more than the threshold. Answers how things stand then.',
        body: intendedBody,
        answer: security,
        problems: [404],
      }),
      handle: async (req, res) => {
        const signedIn = await admin(req);
        const { from } = await readJson(req, res, intendedBody, BODY_MAX_BYTES);
        await intendBurst(signedIn.ctx, { from: new Date(from) });
        answerJson(res, 200, await readSecurity(parts, signedIn));
      },
    },
    {
      method: 'POST',
      path: `${base}/people/:person/enable`,
      operation: operation({
        summary: 'Enable one person again',
        description: 'For admins. It overrides the directory until its next word on this person.',
        path: { person: '`target.id` of an entry of the log.' },
        body: enableBody,
        answer: restored,
        problems: [404, 409],
      }),
      handle: async (req, res) => {
        const { ctx } = await admin(req);
        const { reason } = await readJson(req, res, enableBody, BODY_MAX_BYTES);
        await enablePerson(ctx, { person: String(req.params.person), reason });
        answerJson(res, 200, { people: 1 });
      },
    },
  ];
}
