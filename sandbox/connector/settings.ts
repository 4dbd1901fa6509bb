import { z } from 'zod';

export const settingsSchema = z.object({
  /** Whether requests above Teams' rates get 429. */
  throttle: z.boolean(),
  /** Microsoft's newer text says 50, the older 30. */
  tenantPerSecond: z.number().int().min(1),
  /** How a block is worded: by error code, or by a subCode in JSON within the message. */
  blockedShape: z.enum(['code', 'subcode']),
  /** Whether two writes to one conversation at the same time get 412. */
  conflicts: z.boolean(),
  /** How long each request takes at least. */
  latencyMs: z.number().int().min(0).max(60_000),
});

export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = {
  throttle: true,
  tenantPerSecond: 50,
  blockedShape: 'code',
  conflicts: true,
  latencyMs: 0,
};
