import { Button, Checkbox, Input, makeStyles, mergeClasses, ToggleButton } from '@fluentui/react-components';
import { Dismiss12Regular } from '@fluentui/react-icons/svg/dismiss';
import { Search16Regular } from '@fluentui/react-icons/svg/search';
import { Fragment, useId } from 'react';
import type { Verb } from '#api/settings/security/contract.ts';
import { useShared } from '../../styles.ts';
import { useSettingsWords } from '../settings-words.ts';
import { useSettingsStyles } from '../styles.ts';
import { errorsOnly, everything, isFiltered, type LogFilter } from './log-filter.ts';
import { verbIcons, verbs } from './Verb.tsx';

const useStyles = makeStyles({
  verbs: { display: 'flex', flexWrap: 'wrap', gap: '6px' },
  verb: { minWidth: 'auto' },
  search: { flexGrow: 1, flexBasis: '220px', maxWidth: '360px', '@media (pointer: coarse)': { minHeight: '44px' } },
  day: {
    width: '150px',
    '@media (max-width: 479px)': { width: '100%' },
    '@media (pointer: coarse)': { minHeight: '44px' },
  },
  days: {
    display: 'grid',
    gridTemplateColumns: 'auto auto auto auto',
    alignItems: 'center',
    gap: '8px',
    '@media (max-width: 479px)': { flexBasis: '100%', gridTemplateColumns: 'auto minmax(0, 1fr)' },
  },
  // Its own margin would set the box off from what is above it.
  errors: { marginInlineStart: '-8px' },
  chips: { ':empty': { display: 'none' } },
  root: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: '10px' },
});

type Props = { filter: LogFilter; change: (filter: LogFilter) => void };

/** Which entries are wanted. */
export function LogFilters({ filter, change }: Props) {
  const styles = useStyles();
  const shared = useShared();
  const settings = useSettingsStyles();
  const say = useSettingsWords();
  const id = useId();
  const toggle = (verb: Verb) => {
    const others = filter.verbs.filter(each => each !== verb);
    change({ ...filter, verbs: others.length === filter.verbs.length ? [...others, verb] : others });
  };
  return (
    <search className={styles.root} aria-label={say('log.filters')}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would want a legend that is seen */}
      <div className={styles.verbs} role="group" aria-label={say('log.verbs')}>
        <ToggleButton
          className={mergeClasses(shared.target, styles.verb)}
          checked={filter.verbs.length === 0}
          onClick={() => change({ ...filter, verbs: [] })}
        >
          {say('verb.all')}
        </ToggleButton>
        {verbs.map(verb => {
          const Icon = verbIcons[verb];
          return (
            <ToggleButton
              key={verb}
              className={mergeClasses(shared.target, styles.verb)}
              icon={<Icon />}
              checked={filter.verbs.includes(verb)}
              onClick={() => toggle(verb)}
            >
              {say(`verb.${verb}`)}
            </ToggleButton>
          );
        })}
      </div>
      <div className={settings.row}>
        <Input
          type="search"
          className={styles.search}
          aria-label={say('log.search')}
          placeholder={say('log.search.hint')}
          maxLength={200}
          contentBefore={<Search16Regular aria-hidden />}
          value={filter.q}
          onChange={(_event, { value }) => change({ ...filter, q: value })}
        />
        <span className={styles.days}>
          {(['fromDay', 'toDay'] as const).map(day => (
            <Fragment key={day}>
              <label htmlFor={`${id}-${day}`}>{say(`log.${day}`)}</label>
              <Input
                id={`${id}-${day}`}
                type="date"
                className={styles.day}
                value={filter[day]}
                onChange={(_event, { value }) => change({ ...without(filter, 'between'), [day]: value })}
              />
            </Fragment>
          ))}
        </span>
        <Checkbox
          className={styles.errors}
          label={say('log.errors')}
          checked={errorsOnly(filter.verbs)}
          onChange={(_event, { checked }) => change({ ...filter, verbs: checked ? ['failure'] : [] })}
        />
      </div>
      <div className={mergeClasses(settings.row, styles.chips)}>
        {filter.target && (
          <Chip text={say('log.only', { name: filter.target.name })} drop={() => change(without(filter, 'target'))} />
        )}
        {filter.between && <Chip text={say('log.burst')} drop={() => change(without(filter, 'between'))} />}
        {isFiltered(filter) && (
          <Button
            appearance="subtle"
            className={mergeClasses(shared.target, !filter.target && !filter.between && settings.flush)}
            onClick={() => change(everything)}
          >
            {say('log.clear')}
          </Button>
        )}
      </div>
    </search>
  );
}

function Chip({ text, drop }: { text: string; drop: () => void }) {
  const say = useSettingsWords();
  const shared = useShared();
  return (
    <Button
      shape="circular"
      className={shared.target}
      icon={<Dismiss12Regular />}
      iconPosition="after"
      aria-label={say('log.drop', { text })}
      onClick={drop}
    >
      {text}
    </Button>
  );
}

function without(filter: LogFilter, name: 'target' | 'between'): LogFilter {
  const { [name]: _, ...rest } = filter;
  return rest;
}
