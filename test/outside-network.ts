import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const loopback = new net.BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');
const refused: Error[] = [];
let allowed: string[] = [];

/**
 * From now on a connection of this process to any other machine, or a question to a name server elsewhere, fails and is
 * kept for `throwIfRefused`, since the product may swallow the failure.
 */
export function forbidOutsideNetwork(exceptions: string[]): void {
  allowed = exceptions;
  const connect = net.Socket.prototype.connect;
  net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
    const host = hostOf(args);
    if (host !== undefined && !isAllowed(host)) throw refusal(`connect to ${host}`);
    return Reflect.apply(connect, this, args);
  };
  for (const module of [dns, dns.promises]) {
    guard(module, 'lookup', name => isAllowed(name));
    for (const target of [module, module.Resolver.prototype])
      for (const method of Object.getOwnPropertyNames(target).filter(key => /^(resolve|reverse)/.test(key)))
        guard(target, method, (name, resolver) => isAllowed(name) || serversOf(resolver).every(isAllowed));
  }
  syncBuiltinESMExports();
}

/** The forms of `connect`: (options), (port, host), (path), and the list into which node normalizes them. */
function hostOf(args: unknown[]): string | undefined {
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  if (typeof first === 'object' && first !== null) {
    if ('path' in first && first.path) return undefined;
    return 'host' in first && first.host ? String(first.host) : 'localhost';
  }
  if (typeof first === 'string' && Number.isNaN(Number(first))) return undefined;
  return typeof second === 'string' ? second : 'localhost';
}

function isAllowed(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  if (name === 'localhost' || name.endsWith('.localhost')) return true;
  if (net.isIP(name)) return loopback.check(name, net.isIPv6(name) ? 'ipv6' : 'ipv4') || allowed.includes(name);
  return allowed.some(exception => name === exception || name.endsWith(`.${exception}`));
}

function guard(target: object, method: string, permits: (name: string, resolver: unknown) => boolean): void {
  const original: unknown = Reflect.get(target, method);
  if (typeof original !== 'function') return;
  Reflect.set(target, method, function (this: unknown, name: string, ...rest: unknown[]) {
    if (!permits(String(name), this)) throw refusal(`ask for the address of ${name}`);
    return Reflect.apply(original, this, [name, ...rest]);
  });
}

/** Without the port that a server's address may carry. */
function serversOf(resolver: unknown): string[] {
  const source = resolver instanceof dns.Resolver || resolver instanceof dns.promises.Resolver ? resolver : dns;
  return source.getServers().map(server => /^\[?([^\]]+?)\]?(:\d+)?$/.exec(server)?.[1] ?? server);
}

function refusal(attempt: string): Error {
  const error = new Error(`A test tried to ${attempt}; tests reach loopback alone.`);
  refused.push(error);
  return error;
}

/** @throws the first attempt since the last call. */
export function throwIfRefused(): void {
  const [first] = refused.splice(0);
  if (first) throw first;
}
