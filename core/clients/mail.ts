import { createTransport } from 'nodemailer';
import type { Logger } from 'pino';
import type { Outcome } from '#core/notifications/contract.ts';

type Mail = {
  to: string;
  /** The outbox row: becomes the Message-ID, so that a mail server can drop a second one. */
  key: string;
  subject: string;
  text: string;
  html?: string | undefined;
};

/** Hands one mail to the mail server and says what became of it; never throws for what the server answers. */
export type SendMail = (mail: Mail, log: Logger) => Promise<Outcome>;

type SmtpError = Error & { code?: string; responseCode?: number; command?: string; syscall?: string };

const beforeAnything = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EDNS', 'EAUTH', 'ETLS']);

/** A mailer for an SMTP address such as `smtps://user:password@host:465`. @throws never; see `verify` for the check. */
export function createMailer(
  smtpUrl: string,
  from: string,
  deadlineMs: number,
): { sendMail: SendMail; verify(): Promise<void> } {
  const timeouts = { connectionTimeout: deadlineMs, greetingTimeout: deadlineMs, socketTimeout: deadlineMs };
  const transport = createTransport({ url: smtpUrl, ...timeouts }, { from });
  return {
    async sendMail(mail) {
      const deadline = startDeadline(deadlineMs);
      try {
        const { key, ...content } = mail;
        const messageId = `<${Buffer.from(key).toString('base64url')}@wintro>`;
        const letter = { ...content, messageId, headers: { 'Auto-Submitted': 'auto-generated' } };
        const sent = transport
          .sendMail(letter)
          .then(({ messageId }) => ({ kind: 'sent', activityId: messageId }) as const);
        return await Promise.race([sent, deadline.wait()]);
      } catch (error) {
        return classify(asSmtpError(error));
      } finally {
        deadline.end();
      }
    },
    async verify() {
      await transport.verify();
    },
  };
}

/** Over the whole talk with the server, whose every step may be slow; the row's lease is longer than that. */
function startDeadline(ms: number): { wait(): Promise<Outcome>; end(): void } {
  let timer: NodeJS.Timeout | undefined;
  const reason = 'The mail server had not answered to the end in time.';
  const wait = new Promise<Outcome>(resolve => {
    timer = setTimeout(() => resolve({ kind: 'unclear', code: 'DEADLINE', reason }), ms);
  });
  return { wait: () => wait, end: () => clearTimeout(timer) };
}

/** Stands where no mail server is configured, so that every mail that could not go out says why. */
export const noMailer: { sendMail: SendMail } = {
  sendMail: async () => ({
    kind: 'failed',
    code: 'NoMailServer',
    reason: 'No mail server is configured: SMTP_URL is not set.',
  }),
};

/** nodemailer throws errors that carry the SMTP reply; anything else is a bug and stays what it is. */
function asSmtpError(error: unknown): SmtpError {
  if (error instanceof Error) return error;
  throw error;
}

/** RFC 5321 §4.2.1: 4yz passes, 5yz is final. After DATA was sent, silence leaves the outcome open. */
function classify(error: SmtpError): Outcome {
  const code = String(error.responseCode ?? error.code ?? 'unknown');
  const reason = `The mail server said: ${error.message}`;
  const status = error.responseCode ?? 0;
  if (error.code === 'EAUTH') return { kind: 'misconfigured', code, reason };
  if (status >= 500) return { kind: 'failed', code, reason };
  if (status >= 400) return { kind: 'retry', code, reason };
  if (beforeAnything.has(error.code ?? '') || isConnecting(error)) return { kind: 'retry', code, reason };
  return { kind: 'unclear', code, reason };
}

/** nodemailer gives the command CONN to every break of a connection, be it after the mail was handed over. */
function isConnecting({ command, syscall, message }: SmtpError): boolean {
  if (command === 'EHLO' || command === 'MAIL FROM' || command === 'RCPT TO') return true;
  if (command !== 'CONN') return false;
  return syscall === 'connect' || syscall === 'getaddrinfo' || /^(Connection timeout|Greeting never)/.test(message);
}
