import { workEmail } from '#core/provisioning/resource.ts';

/** People and groups of the bench by their number, the same in every server that is measured. */
export const domain = 'scim-bench.example';

export const personId = (number: number): string => `per_bench${String(number).padStart(8, '0')}`;
export const bigGroup = 'grp_bench_big';
export const emptyGroup = (number: number): string => `grp_bench_empty${number}`;
/** Members of the big group before anything is added. */
export const bigGroupSize = 10_000;
export const batch = 100;
/** People beyond the size, who are in no group at first. */
export const outsiders = 12_000;

export function resource(number: number) {
  const email = `person.${number}@${domain}`;
  return {
    userName: email,
    externalId: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    active: true,
    displayName: `Person Number${number}`,
    name: { givenName: 'Person', familyName: `Number${number}`, formatted: `Person Number${number}` },
    emails: [{ value: email, type: 'work', primary: true }],
    enterprise: { department: `Department ${number % 40}`, employeeNumber: String(number) },
  };
}

/** As a directory sends it. */
export function body(number: number) {
  const { enterprise, ...core } = resource(number);
  return {
    schemas: [
      'urn:ietf:params:scim:schemas:core:2.0:User',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
    ],
    ...core,
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': enterprise,
  };
}

export function emailOf(number: number): string {
  return workEmail(resource(number)) ?? '';
}

/** Numbers from 0 up to `size`, spread evenly and in no order that an index would like. */
export function scattered(size: number, count: number): number[] {
  return Array.from({ length: count }, (_, turn) => Math.floor((turn * 0.618_033_988_75 * size) % size));
}
