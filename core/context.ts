import type { Logger } from 'pino';

export type Actor =
  | { kind: 'operator' }
  | { kind: 'system' }
  | { kind: 'person'; id: string; name: string }
  | { kind: 'api-key'; id: string }
  /** A SCIM connection; `name` is what people read, such as Entra ID. */
  | { kind: 'directory'; id: string; name: string };

/** Who does what for whom, and when. Built once at the edge and passed down. */
export type Context = {
  organization: string;
  actor: Actor;
  now: Date;
  log: Logger;
};

/** For the few verbs that run before an organization is known. */
export type OperatorContext = Omit<Context, 'organization'>;
