import { Button, Input, makeStyles, tokens } from '@fluentui/react-components';
import { PeopleTeam24Regular } from '@fluentui/react-icons/svg/people-team';
import { Search16Regular } from '@fluentui/react-icons/svg/search';
import { lazy, Suspense, useId, useState } from 'react';
import type { Group, Groups as Page, Role } from '#api/settings/security/contract.ts';
import { announce } from '../../announce.ts';
import { useData } from '../../context.ts';
import { EmptyState } from '../../EmptyState.tsx';
import { FaultBar } from '../../FaultBar.tsx';
import { Panel } from '../../Panel.tsx';
import { useShared } from '../../styles.ts';
import { useSettingsWords } from '../settings-words.ts';
import { useSettingsStyles } from '../styles.ts';
import { useDeed } from '../use-deed.ts';
import { useFresh, usePages, useResting } from '../use-pages.ts';
import { Waiting } from '../Waiting.tsx';
import { GroupRow } from './GroupRow.tsx';
import { base } from './use-security.ts';

const RoleDialog = lazy(() => import('./RoleDialog.tsx').then(module => ({ default: module.RoleDialog })));

const useStyles = makeStyles({
  search: { flexGrow: 1, maxWidth: '360px', '@media (pointer: coarse)': { minHeight: '44px' } },
  highest: { fontWeight: tokens.fontWeightSemibold },
});

type Props = {
  mayChange: boolean;
  /** The newest entry of the log, in which every change of a group is. */
  newest: string;
  /** Something was changed here. */
  changed: () => void;
};

export type Wanted = { group: Group; role: Role | null };

/** What the members of each group are here. */
export function Groups({ mayChange, newest, changed }: Props) {
  const styles = useStyles();
  const shared = useShared();
  const settings = useSettingsStyles();
  const { api } = useData();
  const say = useSettingsWords();
  const id = useId();
  const [q, setQ] = useState('');
  const sought = useResting(q.trim());
  const list = usePages<Page>(`${base}/groups?q=${encodeURIComponent(sought)}`);
  const [wanted, setWanted] = useState<Wanted>();
  const [saved, setSaved] = useState<{ id: string; former: Role | null }>();
  useFresh(newest, list.pages.length < 2 && !list.busy ? list.again : undefined);
  const undoing = useDeed();
  const { pages, busy, fault } = list;
  const groups = pages.flatMap(page => page.groups);
  const total = pages[0]?.total ?? 0;
  const next = pages.at(-1)?.next;

  const applied = ({ group, role }: Wanted) => {
    list.change(page => ({
      ...page,
      groups: page.groups.map(each => (each.id === group.id ? withRole(each, role) : each)),
    }));
    setSaved({ id: group.id, former: group.role ?? null });
    changed();
    announce(say('group.saved', { name: group.name, role: say(`role.${role ?? 'none'}`) }));
  };
  const undo = async (group: Group, former: Role | null) => {
    const done = await undoing.run(async () => {
      await api.put(`${base}/groups/${encodeURIComponent(group.id)}/role`, { role: former });
    });
    if (done) applied({ group, role: former });
  };
  return (
    <Panel title={say('part.groups')} aside={pages.length > 0 && !sought ? say('groups.count', { count: total }) : ''}>
      <div className={settings.body}>
        <p className={settings.muted}>
          {say('groups.text')} <span className={styles.highest}>{say('groups.highest')}</span>
        </p>
        {(total > 8 || sought !== '' || q !== '') && (
          <div>
            <label htmlFor={id} className={shared.unseen}>
              {say('groups.search')}
            </label>
            <Input
              id={id}
              type="search"
              className={styles.search}
              placeholder={say('groups.search')}
              contentBefore={<Search16Regular aria-hidden />}
              value={q}
              onChange={(_event, { value }) => setQ(value)}
            />
          </div>
        )}
        {fault && <FaultBar title={say('groups.fault')} fault={fault} busy={busy} retry={() => void list.again()} />}
        {pages.length === 0 && busy && <Waiting />}
        {pages.length > 0 && groups.length === 0 && (
          <EmptyState
            icon={<PeopleTeam24Regular />}
            title={say(sought ? 'groups.none.found' : 'groups.none')}
            text={sought ? say('groups.none.found.text', { q: sought }) : say('groups.none.text')}
          />
        )}
        <ul className={settings.list} aria-label={say('part.groups')}>
          {groups.map(group => (
            <li key={group.id} className={settings.item}>
              <GroupRow
                group={group}
                preview={mayChange ? role => setWanted({ group, role }) : undefined}
                saved={saved?.id === group.id ? saved : undefined}
                undo={() => void undo(group, saved?.former ?? null)}
                fault={saved?.id === group.id ? undoing.fault : undefined}
              />
            </li>
          ))}
        </ul>
        {next && (
          <div>
            <Button className={shared.target} disabledFocusable={busy} onClick={() => void list.more()}>
              {say('more')}
            </Button>
          </div>
        )}
      </div>
      <Suspense>
        {wanted && <RoleDialog wanted={wanted} applied={applied} close={() => setWanted(undefined)} />}
      </Suspense>
    </Panel>
  );
}

function withRole({ role: _, ...group }: Group, role: Role | null): Group {
  return role === null ? group : { ...group, role };
}
