import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect, useState } from 'react';
import type { LogEntry } from '#api/settings/security/contract.ts';
import { useData } from '../../context.ts';
import { go } from '../../router.ts';
import { useShared } from '../../styles.ts';
import { routeOf } from '../sections.ts';
import { useSettingsWords } from '../settings-words.ts';
import { useSettingsStyles } from '../styles.ts';
import { Trouble } from '../Trouble.tsx';
import { useDeed } from '../use-deed.ts';
import { base } from './use-security.ts';

const useStyles = makeStyles({
  root: {
    padding: '10px 12px',
    border: `1px solid ${tokens.colorCompoundBrandStroke}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  close: { minWidth: 'auto' },
});

type Props = {
  id: string;
  /** What can be done about it may change with every new entry. */
  newest: string;
  children: (entry: LogEntry) => ReactNode;
};

/** The entry that an address names, whatever is listed below it. */
export function LinkedEntry({ id, newest, children }: Props) {
  const styles = useStyles();
  const shared = useShared();
  const settings = useSettingsStyles();
  const say = useSettingsWords();
  const { api } = useData();
  const { fault, run } = useDeed();
  const [entry, setEntry] = useState<LogEntry>();
  useEffect(() => {
    // Read anew with every entry that is written.
    void newest;
    void run(async () => {
      const answer = await api.get<LogEntry>(`${base}/log/${encodeURIComponent(id)}`);
      if (answer !== 'unchanged') setEntry(answer.data);
    });
  }, [api, id, newest, run]);
  return (
    <section className={styles.root} aria-label={say('log.linked')}>
      <div className={settings.spread}>
        <h3 className={settings.subtitle}>{say('log.linked')}</h3>
        <Button
          appearance="subtle"
          className={mergeClasses(shared.target, styles.close)}
          onClick={() => go(routeOf({ part: 'log' }))}
        >
          {say('log.linked.close')}
        </Button>
      </div>
      {fault && <Trouble title={say('log.linked.fault')} fault={fault} />}
      {entry?.id === id && children(entry)}
    </section>
  );
}
