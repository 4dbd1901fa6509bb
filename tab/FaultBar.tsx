import { Button, MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect } from 'react';
import { announce } from './announce.ts';
import type { Fault } from './api.ts';
import { useWords } from './context.ts';
import { faultWords } from './fault-words.ts';
import { useShared } from './styles.ts';

const useStyles = makeStyles({
  bar: { marginBottom: tokens.spacingVerticalL, paddingBlock: '10px' },
  body: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between', gap: '8px 16px' },
  words: { flexBasis: '240px', flexGrow: 1, overflowWrap: 'anywhere' },
  id: { display: 'block', color: tokens.colorNeutralForeground2 },
});

type Props = { title: string; text?: string; fault: Fault | undefined; busy: boolean; retry: () => void };

/** What could not be done and why, with another try; the rest of the page stays. */
export function FaultBar({ title, text, fault, busy, retry }: Props) {
  const styles = useStyles();
  const shared = useShared();
  const { say } = useWords();
  const why = fault ? faultWords(fault, say) : '';
  // Once, not again with every poll that ends in the same way.
  useEffect(() => announce(`${title} ${why}`), [title, why]);
  return (
    <MessageBar intent="error" layout="multiline" className={styles.bar}>
      <MessageBarBody className={styles.body}>
        <span className={styles.words}>
          <MessageBarTitle>{title}</MessageBarTitle> {why} {text}
          {fault?.requestId && <small className={styles.id}>{say('fault.request', { id: fault.requestId })}</small>}
        </span>
        <Button className={shared.target} disabledFocusable={busy} onClick={retry}>
          {say(busy ? 'retrying' : 'retry')}
        </Button>
      </MessageBarBody>
    </MessageBar>
  );
}
