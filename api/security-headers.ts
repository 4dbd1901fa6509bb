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
