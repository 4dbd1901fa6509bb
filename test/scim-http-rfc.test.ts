import { replay } from './scim-replay.ts';

describe('a client that keeps to RFC 7643, 7644 and 9865', () => {
  replay('rfc', { provider: 'other' });
});
