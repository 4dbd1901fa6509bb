import { replay } from './scim-replay.ts';

describe('Entra ID provisions as a job does by default', () => {
  replay('entra-default', { provider: 'entra' });
});

describe('Entra ID provisions with aadOptscim062020', () => {
  replay('entra-optscim', { provider: 'entra', prefix: '/api/auth/scim/v2' });
});
