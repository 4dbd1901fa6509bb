import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

export type ClientAddress = (req: IncomingMessage) => string;

/**
 * Whom a request comes from. X-Forwarded-For counts only as far as trusted proxies have written it: read from its end,
 * the first address that is none of theirs is the client's.
 * @throws Error for an entry that is neither an address nor a network.
 */
export function clientAddresses(trustedProxies: string[]): ClientAddress {
  const trusted = new BlockList();
  for (const entry of trustedProxies) addNetwork(trusted, entry);
  return req => {
    let address = plain(req.socket.remoteAddress ?? '');
    const hops = String(req.headers['x-forwarded-for'] ?? '').split(',');
    for (const hop of hops.map(part => plain(part.trim())).reverse()) {
      if (!holds(trusted, address) || isIP(hop) === 0) break;
      address = hop;
    }
    return address;
  };
}

/**
 * Whether a request comes from this machine: by its socket, and when it says that it was forwarded, by its client too.
 * A header can only take the right away, since a proxy on this machine speaks for others.
 */
export function isLoopback(req: IncomingMessage, clientAddress: ClientAddress): boolean {
  const socket = plain(req.socket.remoteAddress ?? '');
  const client = clientAddress(req);
  if (!holds(loopback, socket) || !holds(loopback, client)) return false;
  const headers = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];
  return client !== socket || !headers.some(name => req.headers[name] !== undefined);
}

function addNetwork(list: BlockList, entry: string): void {
  const [address = '', prefix] = entry.split('/');
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  const bits = Number(prefix ?? (family === 'ipv6' ? 128 : 32));
  const valid = isIP(address) !== 0 && Number.isInteger(bits) && bits >= 0 && bits <= (family === 'ipv6' ? 128 : 32);
  if (!valid) throw new Error(`TRUSTED_PROXIES: ${entry} is neither an address nor a network`);
  list.addSubnet(address, bits, family);
}

function holds(list: BlockList, address: string): boolean {
  const version = isIP(address);
  return version !== 0 && list.check(address, version === 6 ? 'ipv6' : 'ipv4');
}

/** Without the ::ffff: under which a dual-stack socket shows IPv4. */
function plain(address: string): string {
  return address.startsWith('::ffff:') ? address.slice(7) : address;
}
