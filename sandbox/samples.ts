import type { Connector } from './connector/connector.ts';
import type { Directory } from './directory.ts';
import { Refusal } from './http/answer.ts';
import { type SampleCompany, sampleCompanies } from './sample-companies.ts';
import type { Role } from './state.ts';
import type { Store } from './store.ts';

/** Makes a company in the product, or finds it there, and answers a fresh API key for posting its events. */
export type LoadCompany = (company: {
  tenantId: string;
  name: string;
  domain: string;
  people: { id: string; name: string; givenName: string; familyName: string; email: string; role: Role }[];
}) => Promise<{ apiKey: string }>;

export type Samples = {
  /** Those that are not in the product yet, by name. */
  waiting: () => string[];
  /** Makes the company here and in the product, and installs the bot for its recruiters; answers its tenant's id. */
  load: (name: string) => Promise<string>;
};

export function createSamples(
  store: Store,
  directory: Directory,
  connector: Connector,
  loadCompany: LoadCompany,
): Samples {
  const underWay = new Map<string, Promise<string>>();

  async function make(sample: SampleCompany): Promise<string> {
    const { tenantId, name, domain } = sample;
    directory.addTenant({ id: tenantId, name, domain });
    directory.addPeople(tenantId, sample.people);
    const people = sample.people.map(({ timeZone: _, ...person }) => person);
    const { apiKey } = await loadCompany({ tenantId, name, domain, people }).catch((error: unknown) => {
      throw new Refusal(502, `The product did not take ${name}: ${error instanceof Error ? error.message : error}`);
    });
    store.state.apiKeys.set(tenantId, apiKey);
    store.changed();
    const recruiters = sample.people.filter(person => person.role !== 'member');
    await Promise.all(recruiters.map(person => installAnew(person.id)));
    return tenantId;
  }

  /** A product that lost its data learns of an install only when Teams tells it again. */
  async function installAnew(personId: string): Promise<void> {
    if (connector.chat(personId).bot !== 'absent') await connector.uninstall(personId);
    await connector.install(personId);
  }

  return {
    waiting: () =>
      sampleCompanies.filter(sample => !store.state.apiKeys.has(sample.tenantId)).map(sample => sample.name),
    load(name) {
      const sample = sampleCompanies.find(each => each.name === name);
      if (!sample) throw new Refusal(404, `There is no sample company named ${name}.`);
      const running = underWay.get(name) ?? make(sample).finally(() => underWay.delete(name));
      underWay.set(name, running);
      return running;
    },
  };
}
