import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { sendAnswer } from '../http/answer.ts';
import { parseAs, parseJson, readBody } from '../http/body.ts';
import type { Route } from '../http/routes.ts';
import { refuse } from './refusal.ts';
import type { Auth0User } from './users.ts';

const askedSchema = z.object({
  format: z.literal('json'),
  fields: z.array(z.object({ name: z.string() })).min(1),
});

type Job = { id: string; asked: number; file: Buffer; name: string };

export type Exports = ReturnType<typeof createExports>;

/** Jobs that write every user to a file: NDJSON with `null` for what is absent, packed. Source: Auth0 page "Bulk User Exports". */
export function createExports(users: Auth0User[], origin: string) {
  const jobs = new Map<string, Job>();
  let torn = false;
  return {
    start(fields: string[]): Job {
      const lines = users.map(user => {
        const values = new Map(Object.entries(user));
        return JSON.stringify(Object.fromEntries(fields.map(name => [name, values.get(name) ?? null])));
      });
      const whole = gzipSync(lines.join('\n'));
      const file = torn ? whole.subarray(0, whole.length - 20) : whole;
      torn = false;
      const job = { id: `job_${randomUUID().slice(0, 16)}`, asked: 0, file, name: `${randomUUID()}.json.gz` };
      jobs.set(job.id, job);
      return job;
    },
    job: (id: string) => jobs.get(id),
    location: (job: Job) => `${origin}/files/${job.name}`,
    tear() {
      torn = true;
    },
    file(url: URL, res: ServerResponse): boolean {
      const job = [...jobs.values()].find(({ name }) => url.pathname === `/files/${name}`);
      if (!job) return false;
      res.writeHead(200, { 'content-type': 'application/gzip', 'content-length': String(job.file.length) });
      res.end(job.file);
      return true;
    },
  };
}

export function exportRoutes(exports: Exports): Route[] {
  return [
    {
      method: 'POST',
      path: '/api/v2/jobs/users-exports',
      async handle({ req, res }) {
        const { fields } = parseAs(askedSchema, parseJson(await readBody(req, 64 * 1024)));
        const job = exports.start(fields.map(({ name }) => name));
        sendAnswer(res, { status: 200, body: { type: 'users_export', status: 'pending', id: job.id } });
      },
    },
    {
      method: 'GET',
      path: '/api/v2/jobs/:id',
      handle({ res, param }) {
        const job = exports.job(param('id'));
        if (!job) return sendAnswer(res, refuse(404, 'Not Found', 'The job does not exist.'));
        job.asked++;
        const done = job.asked > 1;
        const body = { type: 'users_export', status: done ? 'completed' : 'processing', id: job.id };
        sendAnswer(res, { status: 200, body: done ? { ...body, location: exports.location(job) } : body });
      },
    },
  ];
}
