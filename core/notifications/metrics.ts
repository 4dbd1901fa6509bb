import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { outboxDepth } from './outbox-log.ts';
import type { Observe } from './send-shipment.ts';

const seconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 3_600];

/** Puts the outbox's metrics on a registry: depth and age as the database has them, sends as this process made them. */
export function outboxMetrics(registry: Registry): Observe {
  const registers = [registry];
  const queued = new Gauge({ name: 'outbox_queued_rows', help: 'Rows that wait to be sent.', registers });
  const claimed = new Gauge({ name: 'outbox_claimed_rows', help: 'Rows whose send is under way.', registers });
  new Gauge({
    name: 'outbox_late_seconds',
    help: 'How long the oldest row that is due has waited.',
    registers,
    async collect() {
      const depth = await outboxDepth(new Date());
      queued.set(depth.queued);
      claimed.set(depth.claimed);
      this.set(depth.lateSeconds);
    },
  });
  const sends = new Counter({
    name: 'outbox_sends_total',
    help: 'Sends by result.',
    labelNames: ['channel', 'outcome'],
    registers,
  });
  const throttles = new Counter({
    name: 'outbox_throttled_total',
    help: 'Sends answered with 429.',
    labelNames: ['channel'],
    registers,
  });
  const delay = new Histogram({
    name: 'outbox_delay_seconds',
    help: 'From the row that was written to the send that arrived.',
    buckets: seconds,
    registers,
  });
  return ({ channel, outcome, throttled, waitedMs }) => {
    sends.inc({ channel, outcome });
    if (throttled) throttles.inc({ channel });
    if (outcome === 'sent') delay.observe(waitedMs / 1000);
  };
}
