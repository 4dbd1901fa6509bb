const network = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|E(NET|HOST)UNREACH|SOCKET_TIMEOUT/;
const faults = [
  [/^SIG|signal SIG/, 'the installation was stopped. The next run repairs what it left'],
  [network, 'the package registry could not be reached. Check the network, the proxy and `npm config get registry`'],
  [/ENOSPC|no space left/i, 'the disk is full. Make room'],
  [/EACCES|EPERM|EROFS/, 'this folder or npm’s cache cannot be written to. Correct the permissions'],
  [/EINTEGRITY/, 'a package differs from what the lock file says. Clear the cache (npm cache clean --force)'],
  [/\bE40[13]\b/, 'the package registry refused access. Check the sign-in in your .npmrc'],
  [/\bE404\b|ETARGET/, 'the package registry lacks a package. Check `npm config get registry`'],
  [/EUSAGE/, 'package.json and package-lock.json do not agree. Run npm install'],
  [/SELF_SIGNED|UNABLE_TO_|CERT_/, 'the certificate of the package registry is not trusted. Set NODE_EXTRA_CA_CERTS'],
];

/** What a person can do about an npm that ended with that code and those words. */
export function whyNotInstalled(said, code) {
  const why = faults.find(([sign]) => sign.test(code) || sign.test(said))?.[1] ?? 'npm says why below. Mend that';
  const lines = said
    .trim()
    .split('\n')
    .filter(line => !/^npm warn/i.test(line));
  const quoted = lines
    .slice(-8)
    .map(line => `  ${line}`)
    .join('\n');
  return `The packages could not be installed: ${why}, then run this again.\n\nnpm ended with ${code}:\n${quoted}`;
}
