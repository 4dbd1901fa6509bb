import { Button, makeStyles } from '@fluentui/react-components';
import { ArrowDownload16Regular } from '@fluentui/react-icons/svg/arrow-download';
import { DocumentSearch24Regular } from '@fluentui/react-icons/svg/document-search';
import { useEffect, useRef } from 'react';
import type { LogEntry, Log as Page } from '#api/settings/security/contract.ts';
import { announce } from '../../announce.ts';
import { useClock, useData } from '../../context.ts';
import { saveFile } from '../../download.ts';
import { EmptyState } from '../../EmptyState.tsx';
import { FaultBar } from '../../FaultBar.tsx';
import { Panel } from '../../Panel.tsx';
import { useShared } from '../../styles.ts';
import { useSettingsWords } from '../settings-words.ts';
import { useSettingsStyles } from '../styles.ts';
import { Trouble } from '../Trouble.tsx';
import { useDeed } from '../use-deed.ts';
import { useFresh, usePages, useResting } from '../use-pages.ts';
import { Waiting } from '../Waiting.tsx';
import { LinkedEntry } from './LinkedEntry.tsx';
import { LogFilters } from './LogFilters.tsx';
import { LogRow } from './LogRow.tsx';
import { everything, isFiltered, type LogFilter, logQuery } from './log-filter.ts';
import { base } from './use-security.ts';

const useStyles = makeStyles({ end: { scrollMarginBottom: '40px' } });

type Props = {
  filter: LogFilter;
  setFilter: (filter: LogFilter) => void;
  mayChange: boolean;
  /** The newest entry there is: another one than before is asked for. */
  newest: string;
  /** Something was changed here. */
  changed: () => void;
  /** The entry that the address names. */
  entry: string | undefined;
};

/** What provisioning did and refused. */
export function Log({ filter, setFilter, mayChange, newest, changed, entry }: Props) {
  const styles = useStyles();
  const shared = useShared();
  const settings = useSettingsStyles();
  const say = useSettingsWords();
  const clock = useClock();
  const { api } = useData();
  const query = logQuery({ ...filter, q: useResting(filter.q) }, clock.timeZone);
  const list = usePages<Page>(`${base}/log?${query}`);
  const file = useDeed();
  const { pages, busy, fault, again } = list;
  const entries = pages.flatMap(page => page.entries);
  const next = pages.at(-1)?.next;
  const atTop = pages.length === 1;
  const behind = useFresh(newest, atTop && !busy ? again : undefined);
  // Nothing was ever logged: nothing to filter or to export either.
  const bare = pages.length > 0 && entries.length === 0 && !isFiltered(filter);
  const rows = useRef<HTMLUListElement>(null);

  const goOnAt = useRef<number>(undefined);
  const more = async () => {
    goOnAt.current = entries.length;
    const page = await list.more();
    if (page) announce(say('log.shown', { count: entries.length + page.entries.length }));
  };
  useEffect(() => {
    // The button may have gone, and reading goes on at the first new entry.
    const next = goOnAt.current === undefined ? undefined : rows.current?.children[goOnAt.current];
    if (!next || entries.length === 0) return;
    goOnAt.current = undefined;
    next.querySelector<HTMLElement>('button')?.focus();
  }, [entries.length]);
  const download = (format: 'csv' | 'json') =>
    file.run(async () => {
      const blob = await api.file(`${base}/log/export?format=${format}&${query}`);
      saveFile(blob, `provisioning-log-${new Date().toISOString().slice(0, 10)}.${format}`);
      announce(say('log.exported'));
    });
  const enabled = (one: LogEntry) => {
    list.change(page => ({
      ...page,
      entries: page.entries.map(each => (sameTarget(each, one) ? { ...each, mayEnable: false } : each)),
    }));
    changed();
  };
  const merged = () => {
    void again();
    changed();
  };
  const row = (each: LogEntry, open = false) => (
    <LogRow
      entry={each}
      open={open}
      mayChange={mayChange}
      only={target => setFilter({ ...everything, target })}
      enabled={() => enabled(each)}
      merged={merged}
    />
  );
  return (
    <Panel title={say('part.log')}>
      <div className={settings.body}>
        {entry && (
          <LinkedEntry id={entry} newest={newest}>
            {found => row(found, true)}
          </LinkedEntry>
        )}
        <div className={settings.spread}>
          <p className={settings.muted}>{say('log.text')}</p>
          {!bare && (
            <span className={settings.row}>
              {(['csv', 'json'] as const).map(format => (
                <Button
                  key={format}
                  className={shared.target}
                  icon={<ArrowDownload16Regular />}
                  disabledFocusable={file.busy}
                  onClick={() => void download(format)}
                >
                  {say(`log.export.${format}`)}
                </Button>
              ))}
            </span>
          )}
        </div>
        {file.fault && <Trouble title={say('log.export.failed')} fault={file.fault} />}
        {!bare && <LogFilters filter={filter} change={setFilter} />}
        {fault && <FaultBar title={say('log.fault')} fault={fault} busy={busy} retry={() => void again()} />}
        {behind && (
          <div>
            <Button className={shared.target} onClick={() => void again()}>
              {say('log.new')}
            </Button>
          </div>
        )}
        {pages.length === 0 && busy && <Waiting />}
        {pages.length > 0 && entries.length === 0 && (
          <EmptyState
            icon={<DocumentSearch24Regular />}
            title={say(bare ? 'log.none' : 'log.none.found')}
            text={say(bare ? 'log.none.text' : 'log.none.found.text')}
          />
        )}
        <ul ref={rows} className={settings.list} aria-label={say('part.log')} aria-busy={busy}>
          {entries.map(each => (
            <li key={each.id} className={settings.item}>
              {row(each)}
            </li>
          ))}
        </ul>
        {next && (
          <div className={styles.end}>
            <Button className={shared.target} disabledFocusable={busy} onClick={() => void more()}>
              {say('more')}
            </Button>
          </div>
        )}
        {pages.length > 0 && entries.length > 0 && !next && <p className={settings.small}>{say('log.end')}</p>}
      </div>
    </Panel>
  );
}

const sameTarget = (one: LogEntry, other: LogEntry): boolean =>
  one.target.id !== undefined && one.target.id === other.target.id;
