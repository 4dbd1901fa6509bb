import { makeStyles, tokens } from '@fluentui/react-components';
import { useId, useRef } from 'react';
import { CopyButton } from './CopyButton.tsx';

const useStyles = makeStyles({
  root: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: '4px' },
  label: { fontWeight: tokens.fontWeightSemibold },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'stretch', gap: '8px' },
  text: {
    boxSizing: 'border-box',
    flexGrow: 1,
    flexBasis: '220px',
    minWidth: 0,
    minHeight: '32px',
    fieldSizing: 'content',
    padding: '6px 10px',
    resize: 'none',
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
    wordBreak: 'break-all',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
    '@media (pointer: coarse)': { minHeight: '44px', paddingBlock: '12px' },
  },
});

type Props = { label: string; value: string; appearance?: 'primary' | 'secondary' };

/** A value to be taken elsewhere: seen whole, selectable, and copied with one press. */
export function CopyField({ label, value, appearance }: Props) {
  const styles = useStyles();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  return (
    <div className={styles.root}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <div className={styles.row}>
        <textarea
          ref={field}
          id={id}
          className={styles.text}
          readOnly
          rows={1}
          spellCheck={false}
          value={value}
          onFocus={event => event.currentTarget.select()}
        />
        <CopyButton text={value} what={label} field={field} {...(appearance ? { appearance } : {})} />
      </div>
    </div>
  );
}
