import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ChevronRight16Regular } from '@fluentui/react-icons/svg/chevron-right';
import { lazy, Suspense, useId, useState } from 'react';
import type { LogEntry } from '#api/settings/security/contract.ts';
import { Moment } from '../Moment.tsx';
import { useSettingsWords } from '../settings-words.ts';
import { useSettingsStyles } from '../styles.ts';
import { Verb } from './Verb.tsx';

const LogDetails = lazy(() => import('./LogDetails.tsx').then(module => ({ default: module.LogDetails })));

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: '16px 136px 96px minmax(0, 1fr)',
    columnGap: '10px',
    alignItems: 'start',
    width: '100%',
    minHeight: '28px',
    padding: '4px',
    border: 0,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: 'inherit',
    font: 'inherit',
    textAlign: 'start',
    overflowWrap: 'anywhere',
    cursor: 'pointer',
    ':hover': { outline: `1px solid ${tokens.colorNeutralStroke1Hover}` },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
    '@media (max-width: 759px)': { gridTemplateColumns: '16px auto minmax(0, 1fr)' },
    '@media (pointer: coarse)': { minHeight: '44px' },
  },
  chevron: { marginTop: '2px', color: tokens.colorNeutralForeground3 },
  open: { transform: 'rotate(90deg)' },
  time: { color: tokens.colorNeutralForeground3 },
  text: { '@media (max-width: 759px)': { gridColumn: '2 / -1' } },
  name: { fontWeight: tokens.fontWeightSemibold },
  details: { paddingInlineStart: '30px', '@media (max-width: 759px)': { paddingInlineStart: '4px' } },
});

export type RowProps = {
  entry: LogEntry;
  mayChange: boolean;
  /** Shows all entries of whom this one is about. */
  only: (target: { id: string; name: string }) => void;
  /** Somebody has been enabled again. */
  enabled: () => void;
  merged: () => void;
};

/** One entry; what more is known of it shows when it is opened. */
export function LogRow({ open: openAtFirst, ...props }: RowProps & { open: boolean }) {
  const styles = useStyles();
  const settings = useSettingsStyles();
  const say = useSettingsWords();
  const id = useId();
  const [open, setOpen] = useState(openAtFirst);
  const { at, verb, target, reason, count = 1 } = props.entry;
  return (
    <>
      <button
        type="button"
        className={styles.row}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        <ChevronRight16Regular className={mergeClasses(styles.chevron, open && styles.open)} aria-hidden />
        <span className={styles.time}>
          <Moment at={at} />
        </span>
        <Verb verb={verb} />
        <span className={styles.text}>
          <span className={styles.name}>{target.name}</span> {reason}{' '}
          {count > 1 && <span className={settings.small}>{say('log.count', { count })}</span>}
        </span>
      </button>
      {open && (
        <div id={id} className={styles.details}>
          <Suspense>
            <LogDetails {...props} />
          </Suspense>
        </div>
      )}
    </>
  );
}
