import helmet from 'helmet';

const shared = {
  // Teams shows our pages in a frame; who may is said by each page's own frame-ancestors.
  frameguard: false,
} as const;

/** For what is read by programs: nothing in it may ever run, load or be framed. A page replaces the policy by its own. */
export const apiHeaders = (https: boolean) =>
  helmet({
    ...shared,
    hsts: https,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"] },
    },
  });

/** For the sandbox, which is served over plain http on this machine and brings its own policy. */
export const sandboxHeaders = helmet({
  ...shared,
  contentSecurityPolicy: false,
  crossOriginOpenerPolicy: false,
  hsts: false,
});

/** Who may show the tab in a frame. Source: Microsoft page "Tab requirements". */
const tabHosts = [
  'https://*.cloud.microsoft',
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://*.microsoft365.com',
  'https://*.office.com',
  'https://outlook.office.com',
  'https://outlook.office365.com',
  'https://outlook-sdf.office.com',
  'https://outlook-sdf.office365.com',
];

/** The sandbox's own Teams is a page of the product's origin. */
function tabAncestors(sandbox: boolean): string[] {
  return sandbox ? ["'self'", ...tabHosts] : tabHosts;
}

/** The tab's policy. teams-js reads its list of hosts from res.cdn.office.net, and does without where it cannot. */
export function tabPolicy({ nonce, sandbox }: { nonce: string; sandbox: boolean }): string {
  return policy({
    'script-src': ["'self'", `'nonce-${nonce}'`],
    'style-src': ["'self'", `'nonce-${nonce}'`],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", 'https://res.cdn.office.net'],
    'frame-ancestors': tabAncestors(sandbox),
  });
}

/** For pages that are text and one stylesheet; framed by nobody, unless they stand in for the tab. */
export function textPolicy(inTab?: { sandbox: boolean }): string {
  return policy({ 'style-src': ["'self'"], 'frame-ancestors': inTab ? tabAncestors(inTab.sandbox) : ["'none'"] });
}

function policy(directives: Record<string, string[]>): string {
  const all = { 'default-src': ["'none'"], ...directives, 'base-uri': ["'none'"], 'form-action': ["'none'"] };
  return Object.entries(all)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}
