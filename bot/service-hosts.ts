import { teamsServiceHosts } from '#env/config.ts';

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Says whether the bot may talk to, and send its token to, an address: https, or http on loopback, at an allowed host. */
export function createServiceCheck(furtherHosts: string[]): (url: string) => boolean {
  const allowed = new Set([...teamsServiceHosts, ...furtherHosts.map(host => host.toLowerCase())]);
  return url => {
    const parsed = URL.parse(url);
    if (parsed?.username !== '' || parsed.password !== '') return false;
    const encrypted = parsed.protocol === 'https:' || (parsed.protocol === 'http:' && loopback.has(parsed.hostname));
    return encrypted && (allowed.has(parsed.hostname) || allowed.has(parsed.host));
  };
}
