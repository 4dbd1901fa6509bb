import { randomUUID } from 'node:crypto';
import PostalMime, { type Address, type Mailbox as Named } from 'postal-mime';
import { z } from 'zod';
import type { MailEntry } from '../page/contract.ts';
import type { Store } from '../store.ts';

export const smtpFaultSchema = z.object({
  /** `refuse` at the greeting, `defer` 4xx and `reject` 5xx at a recipient, `drop` keeps the mail and then hangs up. */
  kind: z.enum(['refuse', 'defer', 'reject', 'drop']),
  /** How many more mails it meets; absent: until cleared. */
  remaining: z.number().int().min(1).optional(),
});

export type SmtpFault = z.infer<typeof smtpFaultSchema>;

export type Mailbox = {
  /** Newest last. */
  list: () => MailEntry[];
  /** Mails to that address, newest last. */
  to: (address: string) => MailEntry[];
  clear: () => void;
  setFault: (fault: SmtpFault | undefined) => void;
  fault: () => SmtpFault | undefined;
};

export type Post = {
  mailbox: Mailbox;
  keep: (raw: Buffer, envelope: { from: string; to: string[] }) => Promise<void>;
  /** Whether the fault of that kind is on; counts it. */
  meet: (kind: SmtpFault['kind']) => boolean;
};

const kept = 500;

export function createMailbox(store: Store): Post {
  const { mails } = store.state;
  let fault: SmtpFault | undefined;

  return {
    mailbox: {
      list: () => mails.map(mail => ({ ...mail })),
      to: address => mails.filter(mail => mail.to.some(each => each.toLowerCase() === address.toLowerCase())),
      clear() {
        mails.length = 0;
        store.changed();
      },
      setFault(next) {
        fault = next === undefined ? undefined : smtpFaultSchema.parse(next);
      },
      fault: () => fault && { ...fault },
    },
    async keep(raw, envelope) {
      const mail = await PostalMime.parse(raw);
      mails.push({
        id: randomUUID(),
        at: new Date().toISOString(),
        from: mail.from ? formatAddress(mail.from) : envelope.from,
        to: envelope.to,
        subject: mail.subject ?? '',
        text: mail.text ?? '',
        ...(mail.html === undefined ? {} : { html: mail.html }),
      });
      if (mails.length > kept) mails.splice(0, mails.length - kept);
      store.changed();
    },
    meet(kind) {
      if (fault?.kind !== kind) return false;
      if (fault.remaining !== undefined) {
        fault.remaining -= 1;
        if (fault.remaining < 1) fault = undefined;
      }
      return true;
    },
  };
}

function formatAddress(address: Address): string {
  const named: Named | undefined = address.group === undefined ? address : address.group[0];
  if (!named) return address.name;
  return named.name === '' ? named.address : `${named.name} <${named.address}>`;
}
