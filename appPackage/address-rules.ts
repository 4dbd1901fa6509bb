import type { Manifest } from './manifest.ts';

/** Hosts that lend names to tunnels; the store takes only what is the publisher's own. */
const tunnels =
  /(?:^|\.)(?:ngrok(?:-free)?\.(?:io|app|dev)|devtunnels\.ms|trycloudflare\.com|loca\.lt|localhost\.run|serveo\.net)$/i;
const sharedHosts =
  /(?:^|\.)(?:azurewebsites\.net|azurecontainerapps\.io|github\.io|herokuapp\.com|onmicrosoft\.com)$/i;

type Manner = { /** For a developer's own machine: tunnels and shared hosts will do. */ local: boolean };

/** The rules for where the app leads, and for who it is. */
export function addressFaults(manifest: Manifest, { local }: Manner): string[] {
  return [...domainFaults(manifest.validDomains, local), ...coverFaults(manifest), ...identityFaults(manifest)];
}

function domainFaults(domains: string[], local: boolean): string[] {
  if (domains.length === 0) return ['validDomains: is empty'];
  return domains.flatMap(domain => {
    const place = `validDomains: "${domain}"`;
    if (domain.includes('*')) return [`${place} is a wildcard`];
    if (URL.parse(`https://${domain}`)?.host !== domain.toLowerCase()) return [`${place} is no bare host name`];
    if (local) return [];
    if (/^localhost\b|^[\d.]+(?::\d+)?$/.test(domain)) return [`${place} is no public name`];
    if (tunnels.test(domain)) return [`${place} is a tunnel`];
    return sharedHosts.test(domain) ? [`${place} is not a domain of one's own`] : [];
  });
}

function coverFaults(manifest: Manifest): string[] {
  const { developer, publisherDocsUrl, staticTabs, validDomains } = manifest;
  const addresses: [string, string | undefined][] = [
    ['developer.websiteUrl', developer.websiteUrl],
    ['developer.privacyUrl', developer.privacyUrl],
    ['developer.termsOfUseUrl', developer.termsOfUseUrl],
    ['publisherDocsUrl', publisherDocsUrl],
    ...staticTabs.flatMap((tab, index): [string, string | undefined][] => [
      [`staticTabs[${index}].contentUrl`, tab.contentUrl],
      [`staticTabs[${index}].websiteUrl`, tab.websiteUrl],
    ]),
  ];
  const faults = addresses.flatMap(([place, address]) => {
    if (address === undefined) return [];
    const url = URL.parse(address);
    if (url?.protocol !== 'https:') return [`${place}: "${address}" does not begin with https://`];
    return validDomains.includes(url.host) ? [] : [`${place}: ${url.host} is not among the validDomains`];
  });
  if (URL.parse(developer.privacyUrl)?.pathname !== '/privacy')
    faults.push('developer.privacyUrl: must lead to /privacy');
  if (URL.parse(developer.termsOfUseUrl)?.pathname !== '/terms')
    faults.push('developer.termsOfUseUrl: must lead to /terms');
  return faults;
}

function identityFaults({ id, bots, webApplicationInfo, validDomains }: Manifest): string[] {
  if (!webApplicationInfo) return ['webApplicationInfo: is missing, so nobody is signed in without a click'];
  const faults: string[] = [];
  const { id: signInId, resource } = webApplicationInfo;
  for (const [index, { botId }] of bots.entries()) {
    if (botId === signInId)
      faults.push(`bots[${index}].botId: is the sign-in id too; the bot needs a registration of its own`);
    if (botId === id) faults.push(`bots[${index}].botId: is the id of the app too`);
  }
  if (!validDomains.some(domain => resource === `api://${domain}/${signInId}`))
    faults.push(`webApplicationInfo.resource: "${resource}" is not api://<domain>/<id> with one of the validDomains`);
  return faults;
}
