import { Button, makeStyles, mergeClasses, Select, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { Group, Role } from '#api/settings/security/contract.ts';
import type { Fault } from '../../api.ts';
import { useShared } from '../../styles.ts';
import { Saved } from '../Saved.tsx';
import { useSettingsWords } from '../settings-words.ts';
import { useSettingsStyles } from '../styles.ts';
import { Trouble } from '../Trouble.tsx';
import { useFocusAfter } from '../use-focus-after.ts';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(140px, 200px)',
    alignItems: 'center',
    columnGap: '16px',
    rowGap: '6px',
    '@media (max-width: 479px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  name: { fontWeight: tokens.fontWeightSemibold },
  select: { '@media (pointer: coarse)': { '& select': { minHeight: '44px' } } },
  whole: { gridColumn: '1 / -1' },
  acts: { gridColumn: '1 / -1', justifyContent: 'end' },
  role: { textAlign: 'end', '@media (max-width: 479px)': { textAlign: 'start' } },
});

const choices = ['none', 'member', 'boss', 'admin'] as const;
type Choice = (typeof choices)[number];

const roleOf = (choice: Choice): Role | null => (choice === 'none' ? null : choice);

type Props = {
  group: Group;
  /** Left out for who may only look. */
  preview: ((role: Role | null) => void) | undefined;
  /** Set when the role was changed just now, anew with each time. */
  saved: object | undefined;
  undo: () => void;
  fault: Fault | undefined;
};

/** A group with what its members are. A choice does nothing until its preview is asked for. */
export function GroupRow({ group, preview, saved, undo, fault }: Props) {
  const styles = useStyles();
  const shared = useShared();
  const settings = useSettingsStyles();
  const say = useSettingsWords();
  const select = useRef<HTMLSelectElement>(null);
  const { name, members, role = 'none' } = group;
  const [choice, setChoice] = useState<Choice>(role);
  useEffect(() => setChoice(role), [role]);
  useFocusAfter(saved, select);
  const drop = () => {
    setChoice(role);
    select.current?.focus();
  };
  return (
    <div className={styles.row}>
      <div>
        <p className={styles.name}>{name}</p>
        <p className={settings.small}>{say('group.members', { count: members })}</p>
      </div>
      {preview ? (
        <Select
          ref={select}
          className={styles.select}
          aria-label={say('group.role.of', { name })}
          value={choice}
          onChange={(_event, { value }) => setChoice(choices.find(each => each === value) ?? 'none')}
        >
          {choices.map(each => (
            <option key={each} value={each}>
              {say(`role.${each}`)}
            </option>
          ))}
        </Select>
      ) : (
        <p className={styles.role}>{say(`role.${role}`)}</p>
      )}
      {choice !== role && (
        <div className={mergeClasses(settings.row, styles.acts)}>
          <Button appearance="subtle" className={shared.target} onClick={drop}>
            {say('cancel')}
          </Button>
          <Button
            appearance="primary"
            className={shared.target}
            aria-label={say('group.preview.of', { name })}
            onClick={() => preview?.(roleOf(choice))}
          >
            {say('group.preview')}
          </Button>
        </div>
      )}
      {saved && choice === role && (
        <div className={styles.whole}>
          <Saved
            text={say('group.saved', { name, role: say(`role.${role}`) })}
            undo={undo}
            back={() => select.current}
          />
        </div>
      )}
      {fault && (
        <div className={styles.whole}>
          <Trouble title={say('group.failed')} fault={fault} />
        </div>
      )}
    </div>
  );
}
