import mongoose from 'mongoose';
import type { Logger } from 'pino';
import { createMailer } from '#core/clients/mail.ts';
import { pingDatabase } from '#core/database.ts';
import { listOrganizations } from '#core/organizations/organizations.ts';
import type { Config } from '#env/config.ts';
import type { Command } from './parse.ts';

type Finding = { part: string; works: boolean; detail: string };

const deadlineMs = 10_000;

/** Looks at configuration, database and outside services, and says of each what works, what not, and why. */
export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'Checks configuration, database and outside services: what works, what not, why.',
  options: {},
  async run({ config, log }) {
    const findings = [
      { part: 'configuration', works: true, detail: summary(config) },
      await look('database', async () => {
        await pingDatabase();
        return databaseDetail();
      }),
      await look('organizations', async () => {
        const all = await listOrganizations();
        return all.length === 0 ? 'none yet: "wintro organization create" makes one' : `${all.length}`;
      }),
      ...(await outsideServices(config, log)),
    ];
    return { rows: findings, document: findings, failed: findings.some(({ works }) => !works) };
  },
};

function summary(config: Config): string {
  const mode = config.sandbox ? 'sandbox: Microsoft 365 is this machine' : 'a real bot';
  return `${mode}; ${config.PUBLIC_URL}; role ${config.ROLE}`;
}

async function databaseDetail(): Promise<string> {
  const admin = mongoose.connection.getClient().db().admin();
  const { version } = await admin.serverInfo();
  const { setName } = await admin.command({ hello: 1 });
  if (!setName) throw new Error(`MongoDB ${version} is not a replica set, which transactions need.`);
  const major = Number(String(version).split('.')[0]);
  if (major < 6) throw new Error(`MongoDB ${version} is too old: 6.0 or later is needed.`);
  return `MongoDB ${version}, replica set ${setName}${major === 6 ? '; 6.0 is past its support: for trying out only' : ''}`;
}

async function outsideServices(config: Config, log: Logger): Promise<Finding[]> {
  if (config.sandbox)
    return [
      {
        part: 'outside services',
        works: true,
        detail: 'none are configured: the sandbox stands in while the server runs',
      },
    ];
  const { SMTP_URL, MAIL_FROM } = config;
  return Promise.all([
    look('bot registration', async () => {
      // Loaded here alone, since the Bot Framework takes a second that no other command needs.
      const { createBot } = await import('#bot/start.ts');
      await createBot({ config, log }).checkToken();
      return 'Entra gave a token for the Bot Connector';
    }),
    look('mail', async () => {
      if (!SMTP_URL) throw new Error('SMTP_URL is not set: nobody can be reached by e-mail.');
      await createMailer(SMTP_URL, MAIL_FROM, deadlineMs).verify();
      return 'the mail server takes our sign-in';
    }),
  ]);
}

async function look(part: string, check: () => Promise<string>): Promise<Finding> {
  try {
    return { part, works: true, detail: await check() };
  } catch (error) {
    return { part, works: false, detail: error instanceof Error ? error.message : String(error) };
  }
}
