import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Post } from './mailbox.ts';

export type Smtp = { url: string; stop: () => Promise<void> };

const maxMessageBytes = 10 * 1024 * 1024;

/** An SMTP server on loopback that takes every mail. */
export async function startSmtp(post: Post, port: number): Promise<Smtp> {
  const sockets = new Map<number, Socket>();
  const server = new SMTPServer({
    name: 'sandbox.localhost',
    banner: 'the mailbox of the sandbox',
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    size: maxMessageBytes,
    onConnect(_session, callback) {
      callback(post.meet('refuse') ? smtpError(421, 'Service not available') : null);
    },
    onRcptTo(_address, _session, callback) {
      if (post.meet('defer')) return callback(smtpError(451, '4.3.0 Temporary failure, try again later'));
      if (post.meet('reject')) return callback(smtpError(550, '5.1.1 Recipient address rejected'));
      callback();
    },
    onData(stream, session, callback) {
      take(stream, session)
        .then(dropped => {
          if (dropped) sockets.get(session.remotePort)?.destroy();
          else callback();
        })
        .catch((error: unknown) => callback(error instanceof Error ? error : new Error('The mail cannot be read.')));
    },
  });

  async function take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<boolean> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(Buffer.from(chunk));
    if (stream.sizeExceeded) throw smtpError(552, 'Message exceeds fixed maximum message size');
    const { mailFrom, rcptTo } = session.envelope;
    await post.keep(Buffer.concat(chunks), {
      from: mailFrom === false ? '' : mailFrom.address,
      to: rcptTo.map(recipient => recipient.address),
    });
    return post.meet('drop');
  }

  server.on('error', () => {});
  server.server.on('connection', (socket: Socket) => {
    const remotePort = socket.remotePort ?? 0;
    sockets.set(remotePort, socket);
    socket.once('close', () => sockets.delete(remotePort));
  });
  const listening = server.listen(port, '127.0.0.1');
  await once(listening, 'listening');
  const address = listening.address();
  if (!isAddress(address)) throw new Error('The mailbox listens on no port.');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise(resolve => {
        for (const socket of sockets.values()) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function isAddress(value: string | AddressInfo | null): value is AddressInfo {
  return typeof value === 'object' && value !== null;
}

/** smtp-server answers with the `responseCode` that an error carries. */
function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
