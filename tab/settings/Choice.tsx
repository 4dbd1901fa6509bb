import { makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';

const useStyles = makeStyles({
  root: { margin: 0, padding: 0, border: 0, minWidth: 0, display: 'grid', gap: '6px' },
  legend: { padding: 0, marginBottom: '6px', fontWeight: tokens.fontWeightSemibold },
  option: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    columnGap: '10px',
    padding: '8px 10px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
    '@media (pointer: coarse)': { minHeight: '44px', boxSizing: 'border-box', alignItems: 'center' },
    ':has(input:checked)': {
      border: `1px solid ${tokens.colorCompoundBrandStroke}`,
      backgroundColor: tokens.colorNeutralBackground2,
    },
    ':has(input:focus-visible)': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
    ':has(input:disabled)': { cursor: 'default' },
  },
  input: {
    width: '18px',
    height: '18px',
    margin: '1px 0 0',
    accentColor: tokens.colorCompoundBrandBackground,
    outlineStyle: 'none',
  },
  hint: {
    display: 'block',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

type Option<Value extends string> = { value: Value; text: string; hint?: ReactNode };
type Props<Value extends string> = {
  legend: string;
  options: Option<Value>[];
  value: Value;
  disabled?: boolean;
  choose: (value: Value) => void;
};

/** One of a few, each with what it means. */
export function Choice<Value extends string>({ legend, options, value, disabled = false, choose }: Props<Value>) {
  const styles = useStyles();
  const name = useId();
  return (
    <fieldset className={styles.root}>
      <legend className={styles.legend}>{legend}</legend>
      {options.map(option => (
        <label key={option.value} className={styles.option}>
          <input
            type="radio"
            name={name}
            className={styles.input}
            checked={option.value === value}
            disabled={disabled}
            onChange={() => choose(option.value)}
          />
          <span>
            {option.text}
            {option.hint && <span className={styles.hint}>{option.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
