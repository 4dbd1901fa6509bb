import { isUnavailable } from '#core/unavailable.ts';

type Waiting<Item, Answer> = {
  item: Item;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
};

const togetherAtMost = 25;

/**
 * Does together, in one piece of work, what comes for an organization while work of the same kind is under way for it:
 * many writes then cost little more than one. Nobody waits for company: whoever comes first goes alone. What fails
 * together is done again one by one, so that each has its own answer and error.
 */
export function gathered<Item, Answer>(
  work: (items: Item[]) => Promise<Answer[]>,
): (organization: string, item: Item) => Promise<Answer> {
  /** By organization, those who came since work began. */
  const lines = new Map<string, Waiting<Item, Answer>[]>();

  return (organization, item) => {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const one = { item, resolve, reject };
    const line = lines.get(organization);
    if (line) line.push(one);
    else {
      lines.set(organization, []);
      void run(organization, [one]);
    }
    return promise;
  };

  async function run(organization: string, first: Waiting<Item, Answer>[]): Promise<void> {
    for (let some = first; some.length > 0; some = lines.get(organization)?.splice(0, togetherAtMost) ?? [])
      await settle(some, organization);
    lines.delete(organization);
  }

  async function settle(some: Waiting<Item, Answer>[], organization: string): Promise<void> {
    try {
      const answers = await work(some.map(({ item }) => item));
      for (const [place, { resolve }] of some.entries()) resolve(answers[place] as Answer);
    } catch (error) {
      const away = isUnavailable(error);
      if (some.length > 1 && !away) await Promise.all(some.map(one => settle([one], organization)));
      // While the database is away, those who wait do not each find out for themselves.
      else
        for (const { reject } of [...some, ...(away ? (lines.get(organization)?.splice(0) ?? []) : [])]) reject(error);
    }
  }
}
