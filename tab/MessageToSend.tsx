import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useId, useRef, useState } from 'react';
import { announce } from './announce.ts';
import { useStore, useWords } from './context.ts';
import { copyText } from './copy.ts';
import { useShared } from './styles.ts';
import { surroundings } from './surroundings.ts';

const useStyles = makeStyles({
  root: { display: 'grid', gap: '6px', justifyItems: 'start', marginTop: '20px' },
  label: { fontWeight: tokens.fontWeightSemibold },
  text: {
    boxSizing: 'border-box',
    width: '100%',
    minHeight: '96px',
    fieldSizing: 'content',
    padding: '10px 12px',
    resize: 'vertical',
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground1,
    font: 'inherit',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px 12px' },
});

/** What to write to whoever can connect the company, ready to copy. */
export function MessageToSend() {
  const styles = useStyles();
  const shared = useShared();
  const { say } = useWords();
  const { tenant } = useStore(surroundings);
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [outcome, setOutcome] = useState('');
  const text = tenant ? say('unconnected.body', { tenant }) : say('unconnected.body.short');
  const copy = async () => {
    const copied = await copyText(text, field.current);
    const words = say(copied ? 'guide.copied' : 'guide.copy.failed');
    setOutcome(words);
    announce(words);
  };
  return (
    <div className={styles.root}>
      <label htmlFor={id} className={styles.label}>
        {say('unconnected.message')}
      </label>
      <textarea ref={field} id={id} className={styles.text} readOnly value={text} />
      <div className={styles.row}>
        <Button className={shared.target} onClick={() => void copy()}>
          {say('guide.copy')}
        </Button>
        {outcome && <span>{outcome}</span>}
      </div>
    </div>
  );
}
