import { change } from '../model.ts';

export type DirectoryTab = 'provision' | 'people' | 'groups' | 'log';

/** Where in the panel one is; not part of the address, since a reload begins anew. */
export const here: {
  tab: DirectoryTab;
  tenantId: string;
  user: string;
  entry: number | undefined;
  adding: boolean;
  /** The row that was opened last, where the focus comes back to. */
  row: string;
} = {
  tab: 'provision',
  tenantId: '',
  user: '',
  entry: undefined,
  adding: false,
  row: '',
};

export const goTo = (part: Partial<typeof here>): void => {
  Object.assign(here, part);
  change();
};

/** Opens the log at an entry. */
export const showEntry = (entry: number): void => goTo({ tab: 'log', entry, row: `row ${entry}` });
