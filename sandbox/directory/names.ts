export type Random = () => number;

const givenNames =
  'Amina Anouk Bram Carlos Chidi Clara Daan Dilnoza Elif Emeka Eszter Fatima Femke Finn Giulia Hana Henrik Ilse Imani Jamal Jana João Kaito Katarzyna Lars Leila Luca Maëlle Marta Mateo Mei Milan Nadia Ngozi Noor Olga Omar Paulo Priya Quinn Rania Rasmus Rosa Ruben Sanne Selin Siobhán Sven Tamar Thandi Tomás Ulrike Viktor Wanjiru Xin Yara Yusuf Zoë'.split(
    ' ',
  );
const surnames =
  "Abebe Adeyemi Almeida Andersson Bakker Benedetti Bianchi Castillo Chen Cohen Dahl Demir Diallo Eriksen Farouk Fernandes Fischer García Grünwald Haddad Hansen Hernández Horváth Ivanova Jansen Kaya Kimura Kowalski Kumar Larsen Lindqvist Mbeki Meyer Moreau Murphy Nakamura Ndiaye Nielsen Nowak O'Brien Okafor Oliveira Owusu Papadopoulos Petrov Quispe Rahman Rossi Sato Schneider Silva Singh Solberg Tanaka Torres Ünal Vermeulen Visser Wagner Weber Yilmaz Zhang".split(
    ' ',
  );
const departments = [
  'Customer Care',
  'Engineering',
  'Finance',
  'Legal',
  'Logistics',
  'Marketing',
  'Operations',
  'People',
  'Product',
  'Research',
  'Sales',
  'Security',
];
const cities = [
  'Amsterdam',
  'Athens',
  'Berlin',
  'Bogotá',
  'Cairo',
  'Dublin',
  'Istanbul',
  'Lagos',
  'Lisbon',
  'Lyon',
  'Madrid',
  'Milan',
  'Nairobi',
  'Osaka',
  'Oslo',
  'Pune',
  'Warsaw',
];
const titles = ['Analyst', 'Assistant', 'Coordinator', 'Designer', 'Engineer', 'Lead', 'Manager', 'Specialist'];

/** Numbers from 0 to 1, the same ones for the same seed. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** @throws Error for an empty list. */
export function pick<T>(list: readonly T[], random: Random): T {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new Error('There is nothing to pick from.');
  return found;
}

/** So many of the list, none twice. */
export function pickSome<T>(list: readonly T[], count: number, random: Random): T[] {
  const rest = [...list];
  const end = Math.min(count, rest.length);
  for (let at = 0; at < end; at++) {
    const from = at + Math.floor(random() * (rest.length - at));
    [rest[at], rest[from]] = [rest[from] as T, rest[at] as T];
  }
  return rest.slice(0, end);
}

export const someGivenName = (random: Random): string => pick(givenNames, random);
export const someSurname = (random: Random): string => pick(surnames, random);
export const someDepartment = (random: Random): string => pick(departments, random);
export const someTitle = (random: Random): string => pick(titles, random);
export const someMobile = (random: Random): string => `+31 6 ${String(Math.floor(random() * 1e8)).padStart(8, '0')}`;

/** The name of the nth group: departments by city, and projects when those run out. */
export function groupName(index: number): string {
  const department = departments[index % departments.length];
  const city = cities[Math.floor(index / departments.length)];
  return city === undefined ? `Project ${index + 1}` : `${department} ${city}`;
}

/** Letters without marks, for an address. */
export function plain(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^a-zA-Z]/g, '')
    .toLowerCase();
}
