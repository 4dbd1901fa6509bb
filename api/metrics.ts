import { collectDefaultMetrics, Histogram, type Registry } from 'prom-client';
import type { Finished } from './request.ts';

const name = 'http_request_duration_seconds';
const buckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Puts the HTTP and process metrics on a registry, once however often it is asked. Answers what observes a request. */
export function httpMetrics(registry: Registry): (seen: Finished) => void {
  if (!registry.getSingleMetric('process_cpu_user_seconds_total')) collectDefaultMetrics({ register: registry });
  const known = registry.getSingleMetric(name);
  const histogram =
    known instanceof Histogram
      ? known
      : new Histogram({
          name,
          help: 'How long HTTP requests took, by the pattern of their route.',
          labelNames: ['route', 'method', 'status'],
          buckets,
          registers: [registry],
        });
  return ({ route, method, status, ms }) => histogram.observe({ route, method, status: String(status) }, ms / 1000);
}
