import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkStarburst24Regular } from '@fluentui/react-icons/svg/checkmark-starburst';
import { PersonSearch24Regular } from '@fluentui/react-icons/svg/person-search';
import { useState } from 'react';
import type { Home, HomeEvent } from '#api/home/contract.ts';
import { useWords } from '../context.ts';
import { EmptyState } from '../EmptyState.tsx';
import { Panel } from '../Panel.tsx';
import { NeedCard } from './NeedCard.tsx';
import { SettledRow } from './SettledRow.tsx';
import type { Actions, Settled } from './use-actions.ts';

const shownAtFirst = 8;
const shownMore = 20;

const useStyles = makeStyles({
  list: { paddingTop: '4px' },
  item: {
    ':not(:first-child)': { borderTop: `1px solid ${tokens.colorNeutralStroke3}` },
  },
  foot: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px 16px', padding: '4px 8px 14px' },
  note: { paddingInline: '12px', color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

type Entry = { id: string; event: HomeEvent; settled?: Settled };

/** Open events, and in their old places those that were settled here a moment ago. */
function entriesOf(open: HomeEvent[], settled: Settled[]): Entry[] {
  const entries: Entry[] = open.map(event => ({ id: event.notification, event }));
  for (const each of settled.toSorted((one, other) => one.index - other.index)) {
    if (each.index < 0 || entries.some(({ id }) => id === each.event.notification)) continue;
    entries.splice(Math.min(each.index, entries.length), 0, {
      id: each.event.notification,
      event: each.event,
      settled: each,
    });
  }
  return entries;
}

export function NeedsYou({ home, actions }: { home: Home; actions: Actions }) {
  const styles = useStyles();
  const { say } = useWords();
  const [limit, setLimit] = useState(shownAtFirst);
  const { needsYou, needsYouTotal, latest } = home;
  const entries = entriesOf(needsYou, actions.settled);
  const shown = entries.slice(0, limit);
  const hidden = entries.length - shown.length;
  const never = latest.length === 0;
  const beyond = needsYouTotal > needsYou.length && hidden === 0;
  return (
    <Panel title={say('needs.title')} aside={say('needs.count', { count: needsYouTotal })}>
      {entries.length === 0 ? (
        <EmptyState
          icon={never ? <PersonSearch24Regular /> : <CheckmarkStarburst24Regular />}
          title={say(never ? 'needs.never.title' : 'needs.clear.title')}
          text={say(never ? 'needs.never.text' : 'needs.clear.text')}
        />
      ) : (
        <ul className={styles.list}>
          {shown.map(({ id, event, settled }) => (
            <li key={id} data-item={id} className={styles.item}>
              {settled ? (
                <SettledRow settled={settled} actions={actions} />
              ) : (
                <NeedCard event={event} actions={actions} failed={actions.failed.get(id)} />
              )}
            </li>
          ))}
        </ul>
      )}
      {(hidden > 0 || beyond) && (
        <div className={styles.foot}>
          {hidden > 0 && (
            // Another button each time, so that the focus goes on to what this one has shown.
            <Button key={limit} appearance="transparent" onClick={() => setLimit(limit + shownMore)}>
              {say('needs.more', { count: Math.min(hidden, shownMore) })}
            </Button>
          )}
          {beyond && (
            <p className={styles.note}>{say('needs.newest', { shown: needsYou.length, total: needsYouTotal })}</p>
          )}
        </div>
      )}
    </Panel>
  );
}
