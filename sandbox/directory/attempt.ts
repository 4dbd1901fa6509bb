import type { ProvisioningStep } from '../page/directory-contract.ts';
import type { Answer, Client, Request } from './client.ts';
import { explain, refuse } from './refusal.ts';

const shownCharacters = 6_000;

export type Ask = (title: string, request: Request, also?: number[]) => Promise<Answer>;
export type Attempt = { ask: Ask; steps: ProvisioningStep[] };

/** Collects what is asked for one object, step by step. `ask` throws Refused unless the status is 2xx or in `also`. */
export function attempt(client: Client, counted: () => void = () => {}): Attempt {
  const steps: ProvisioningStep[] = [];
  return {
    steps,
    async ask(title, request, also = []) {
      const began = performance.now();
      const { method, path } = request;
      const sent = request.body === undefined ? {} : { sent: shorten(request.body) };
      const durationMs = (): number => Math.round((performance.now() - began) * 10) / 10;
      counted();
      const answer = await client.send(request).catch((error: unknown) => {
        steps.push({ title, method, path, ...sent, status: 0, durationMs: durationMs() });
        throw explain(error, request);
      });
      const { status, body } = answer;
      const said = body === undefined ? {} : { answer: shorten(body) };
      steps.push({ title, method, path, ...sent, status, ...said, durationMs: durationMs() });
      if ((status < 200 || status >= 300) && !also.includes(status)) throw refuse(answer);
      return answer;
    },
  };
}

function shorten(body: unknown): string {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return text.length > shownCharacters ? `${text.slice(0, shownCharacters)} … (${text.length} characters)` : text;
}
