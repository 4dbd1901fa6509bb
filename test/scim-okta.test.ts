import { replay } from './scim-replay.ts';

describe('Okta provisions by an app made with its wizard, after its SPEC test', () => {
  replay('okta-custom', { provider: 'okta' });
});

describe('Okta provisions by an app of its catalogue', () => {
  replay('okta-catalogue', { provider: 'okta' });
});
