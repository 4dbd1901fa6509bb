import { mergePeople, previewMerge } from '#core/provisioning/merge.ts';
import { answerJson } from '../../answer.ts';
import { readJson, readQuery } from '../../json-body.ts';
import { getAndHead } from '../../operations.ts';
import type { Route } from '../../route.ts';
import { merge, mergeBody } from './contract.ts';
import { base, operation, type Parts } from './parts.ts';

/** Two accounts of one person become one. */
export function mergeRoutes({ config, admin }: Parts): Route[] {
  return [
    ...getAndHead(
      `${base}/merge/preview`,
      async (req, res) => {
        const { ctx } = await admin(req);
        answerJson(res, 200, await previewMerge(ctx, readQuery(req, mergeBody)));
      },
      operation({
        summary: 'What a merge of two accounts would do; changes nothing',
        description: 'For admins.',
        query: { keep: 'The id of the account that stays.', drop: 'The id of the one that ends.' },
        answer: merge,
        problems: [400, 404, 409],
      }),
    ),
    {
      method: 'POST',
      path: `${base}/merge`,
      operation: operation({
        summary: 'Merge two accounts of one person',
        description: 'For admins. Both keep their history; it cannot be taken back.',
        body: mergeBody,
        answer: merge,
        problems: [404, 409],
      }),
      handle: async (req, res) => {
        const { ctx } = await admin(req);
        const pair = await readJson(req, res, mergeBody, config.limits.BODY_MAX_BYTES);
        answerJson(res, 200, await mergePeople(ctx, pair));
      },
    },
  ];
}
