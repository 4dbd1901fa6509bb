import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Home, HomeEvent } from '#api/home/contract.ts';
import { useWords } from '../context.ts';
import { Panel } from '../Panel.tsx';
import { LatestRow } from './LatestRow.tsx';
import type { Actions } from './use-actions.ts';

const shownAtFirst = 8;

const useStyles = makeStyles({
  text: {
    padding: '0 20px 4px',
    color: tokens.colorNeutralForeground3,
    '@media (max-width: 639px)': { paddingInline: '14px' },
  },
  empty: { padding: '8px 20px 20px', '@media (max-width: 639px)': { paddingInline: '14px' } },
  item: { ':not(:first-child)': { borderTop: `1px solid ${tokens.colorNeutralStroke3}` } },
  foot: { padding: '4px 8px 14px' },
});

export function Latest({ home, actions }: { home: Home; actions: Actions }) {
  const styles = useStyles();
  const { say } = useWords();
  const [all, setAll] = useState(false);
  const shown = all ? home.latest : home.latest.slice(0, shownAtFirst);
  const hidden = home.latest.length - shown.length;
  const open = new Set(home.needsYou.map(({ notification }) => notification));
  // An open one says so above.
  const failedOf = ({ notification }: HomeEvent) =>
    open.has(notification) ? undefined : actions.failed.get(notification);
  return (
    <Panel title={say('latest.title')}>
      {home.latest.length === 0 ? (
        <p className={styles.empty}>{say('latest.empty')}</p>
      ) : (
        <>
          <p className={styles.text}>{say('latest.text')}</p>
          <ul>
            {shown.map(event => (
              <li key={event.notification} data-item={event.notification} className={styles.item}>
                <LatestRow event={event} actions={actions} failed={failedOf(event)} />
              </li>
            ))}
          </ul>
        </>
      )}
      {hidden > 0 && (
        <div className={styles.foot}>
          <Button appearance="transparent" onClick={() => setAll(true)}>
            {say('latest.more', { count: hidden })}
          </Button>
        </div>
      )}
    </Panel>
  );
}
