import type { Role } from './state.ts';

type SamplePerson = {
  id: string;
  name: string;
  givenName: string;
  familyName: string;
  email: string;
  role: Role;
  timeZone: string;
};

export type SampleCompany = { tenantId: string; name: string; domain: string; people: SamplePerson[] };

type Row = [givenName: string, familyName: string, role: Role];

const lindenPark: Row[] = [
  ['Amara', 'Okafor', 'admin'],
  ['Jonas', 'Weidner', 'boss'],
  ['Priya', 'Raghunathan', 'boss'],
  ['Mateusz', 'Kowalczyk', 'member'],
  ['Leila', 'Haddad', 'member'],
  ['Sorcha', 'Ní Bhriain', 'member'],
  ['Tomás', 'Figueroa', 'member'],
  ['Hannah', 'Lindqvist', 'member'],
];

const havenlicht: Row[] = [
  ['Femke', 'van der Meulen', 'admin'],
  ['Daniel', 'Owusu', 'boss'],
  ['Yuki', 'Tanabe', 'boss'],
  ['Ingrid', 'Solberg', 'member'],
  ['Rashid', 'Karimov', 'member'],
  ['Chiara', 'Benedetti', 'member'],
  ['Noor', 'el Amrani', 'member'],
  ['Bram', 'Hoekstra', 'member'],
];

/** Companies to try things out with, under domains that nobody can own. */
export const sampleCompanies: SampleCompany[] = [
  company('6f1d7c52-3b0e-4a8e-9d55-0c1a2b7e4f01', 'Linden & Park', 'lindenpark.example', 'Europe/Berlin', lindenPark),
  company('b2a94e18-7c36-4f0d-8a21-5d9e3c6f7a02', 'Havenlicht', 'havenlicht.example', 'Europe/Amsterdam', havenlicht),
];

function company(tenantId: string, name: string, domain: string, timeZone: string, rows: Row[]): SampleCompany {
  const people = rows.map(([givenName, familyName, role], index) => ({
    id: `${tenantId.slice(0, 24)}${tenantId.slice(-2)}${String(index + 1).padStart(10, '0')}`,
    name: `${givenName} ${familyName}`,
    givenName,
    familyName,
    email: `${plain(givenName)}.${plain(familyName)}@${domain}`,
    role,
    timeZone,
  }));
  return { tenantId, name, domain, people };
}

/** Letters without marks, for an address. */
function plain(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^a-zA-Z]/g, '')
    .toLowerCase();
}
