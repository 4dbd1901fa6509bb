import { z } from 'zod';
import { type Limits, limitsSchema } from './limits.ts';

const url = z.url({ protocol: /^https?$/ }).transform(value => value.replace(/\/+$/, ''));
const list = z
  .string()
  .default('')
  .transform(text =>
    text
      .split(',')
      .map(part => part.trim())
      .filter(part => part !== ''),
  );
const guid = z.guid();

const schema = z.object({
  NODE_ENV: z.string().default('development'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3978),
  HOST: z.string().min(1).optional(),
  PUBLIC_URL: url.optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://')
    .optional(),
  MONGOD: z.string().min(1).optional(),
  ROLE: z.enum(['all', 'web', 'worker']).default('all'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  SECRET_KEYS: z
    .string()
    .regex(
      /^[\w-]+:[A-Za-z0-9+/=_-]{43,}(,[\w-]+:[A-Za-z0-9+/=_-]{43,})*$/,
      'must be kid:base64 of 32 bytes, separated by commas',
    )
    .optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')
    .optional(),
  MAIL_FROM: z.string().min(3).default('Wintro <notifications@wintro.localhost>'),
  BOT_ID: guid.optional(),
  SECRET_BOT_PASSWORD: z.string().min(1).optional(),
  BOT_TENANT_ID: guid.optional(),
  AAD_APP_CLIENT_ID: guid.optional(),
  SECRET_AAD_APP_CLIENT_SECRET: z.string().min(1).optional(),
  /** Clients that may ask for the tab's tokens, beside Teams, Outlook and Microsoft 365. */
  TAB_CLIENT_IDS: list,
  TEAMS_APP_ID: guid.optional(),
  APP_NAME: z.string().min(1).max(30).default('Wintro'),
  SUPPORT_EMAIL: z.email().optional(),
  ENTRA_URL: url.default('https://login.microsoftonline.com'),
  GRAPH_URL: url.default('https://graph.microsoft.com'),
  BOT_LOGIN_URL: url.default('https://login.botframework.com'),
  /** Where to connect instead of the Auth0 domain that `wintro directory-sync auth0` names. */
  AUTH0_URL: url.optional(),
  BOT_SERVICE_HOSTS: list,
  TRUSTED_PROXIES: list,
  METRICS_TOKEN: z.string().min(16).optional(),
  DNS_SERVER: z.string().min(1).optional(),
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65535).default(3979),
});

type Environment = z.infer<typeof schema>;

export type Config = Omit<Environment, 'HOST' | 'PUBLIC_URL'> & {
  HOST: string;
  PUBLIC_URL: string;
  /** Whether this machine stands in for Microsoft 365: so when no BOT_ID is set. */
  sandbox: boolean;
  production: boolean;
  limits: Limits;
};

export class ConfigError extends Error {
  readonly faults: string[];
  constructor(faults: string[]) {
    super(
      `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${faults.map(f => `  ${f}`).join('\n')}`,
    );
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

/** Hosts at which Microsoft runs the Bot Connector for Teams. Source: Microsoft page "Send proactive messages". */
export const teamsServiceHosts = [
  'smba.trafficmanager.net',
  'smba.infra.gcc.teams.microsoft.com',
  'smba.infra.gov.teams.microsoft.us',
];

const loopback = new Set(['127.0.0.1', 'localhost', '::1']);

/**
 * Reads and checks the environment.
 * @throws ConfigError with one line for each fault.
 */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const read = schema.safeParse(given);
  const limits = limitsSchema.safeParse(given);
  const faults = [read, limits].flatMap(result =>
    result.success ? [] : result.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`),
  );
  if (!read.success || !limits.success) throw new ConfigError(faults);
  const values = read.data;
  const sandbox = values.BOT_ID === undefined;
  const production = values.NODE_ENV === 'production';
  const HOST = values.HOST ?? '127.0.0.1';
  const PUBLIC_URL = values.PUBLIC_URL ?? `http://localhost:${values.PORT}`;
  faults.push(...(sandbox ? sandboxFaults(production, HOST) : botFaults(values)));
  if (production) faults.push(...productionFaults(values, PUBLIC_URL));
  if (limits.data.OUTBOX_LEASE_MS <= limits.data.CONNECTOR_DEADLINE_MS)
    faults.push('OUTBOX_LEASE_MS: must be longer than CONNECTOR_DEADLINE_MS');
  if (faults.length > 0) throw new ConfigError(faults);
  return { ...values, HOST, PUBLIC_URL, sandbox, production, limits: limits.data };
}

function sandboxFaults(production: boolean, host: string): string[] {
  const faults: string[] = [];
  if (production) faults.push('BOT_ID: is required in production; without it the sandbox would run');
  if (!loopback.has(host))
    faults.push(`HOST: the sandbox listens on loopback only, not on ${host}; set BOT_ID for a real bot`);
  return faults;
}

function botFaults(values: Environment): string[] {
  const faults: string[] = [];
  if (values.SECRET_BOT_PASSWORD === undefined) faults.push('SECRET_BOT_PASSWORD: is required with BOT_ID');
  if (values.BOT_TENANT_ID === undefined)
    faults.push('BOT_TENANT_ID: is required with BOT_ID (the home tenant of the bot)');
  if (values.AAD_APP_CLIENT_ID !== undefined && values.AAD_APP_CLIENT_ID === values.BOT_ID)
    faults.push('AAD_APP_CLIENT_ID: must be another registration than BOT_ID');
  return faults;
}

function productionFaults(values: Environment, publicUrl: string): string[] {
  const faults: string[] = [];
  if (values.SECRET_KEYS === undefined) faults.push('SECRET_KEYS: is required in production');
  if (values.SMTP_URL === undefined)
    faults.push('SMTP_URL: is required in production; mail is the second way to a person');
  if (!publicUrl.startsWith('https://')) faults.push('PUBLIC_URL: must begin with https:// in production');
  for (const name of ['ENTRA_URL', 'GRAPH_URL', 'BOT_LOGIN_URL', 'AUTH0_URL'] as const)
    if (values[name]?.startsWith('http://')) faults.push(`${name}: must begin with https:// in production`);
  return faults;
}
