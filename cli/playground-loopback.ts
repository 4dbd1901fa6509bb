import net from 'node:net';

/**
 * Loaded before Microsoft's Agents Playground, in its process: it has no option for where to listen and would listen on
 * every interface, so a port without a host means loopback there.
 */
const original = net.Server.prototype.listen;

net.Server.prototype.listen = function listenOnLoopback(this: net.Server, ...args: unknown[]): net.Server {
  const [port, host] = args;
  if (typeof port === 'number' && typeof host !== 'string') args.splice(1, 0, '127.0.0.1');
  return Reflect.apply(original, this, args);
};
