import { Button, makeStyles, mergeClasses } from '@fluentui/react-components';
import { ArrowUndo16Regular } from '@fluentui/react-icons/svg/arrow-undo';
import { CheckmarkCircle16Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { useEffect, useState } from 'react';
import { useWords } from '../context.ts';
import { useShared } from '../styles.ts';
import { useSettingsStyles } from './styles.ts';

const shownMs = 30_000;

const useStyles = makeStyles({ icon: { display: 'inline-flex', alignItems: 'center', columnGap: '6px' } });

export type Done = { undo: () => void };

/** What was saved last and how to take it back, until it has been there for a while. */
export function useSaved(): [Done | undefined, (done: Done | undefined) => void] {
  const [done, setDone] = useState<Done>();
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(undefined), shownMs);
    return () => clearTimeout(timer);
  }, [done]);
  return [done, setDone];
}

type Props = {
  text: string;
  undo: () => void;
  /** Where the focus goes with the undo, since its button goes. */
  back: () => HTMLElement | null | undefined;
};

/** Says that it is saved, with a way back. */
export function Saved({ text, undo, back }: Props) {
  const styles = useStyles();
  const shared = useShared();
  const settings = useSettingsStyles();
  const { say } = useWords();
  const takeBack = () => {
    back()?.focus();
    undo();
  };
  return (
    <p className={settings.row}>
      <span className={mergeClasses(styles.icon, settings.good)}>
        <CheckmarkCircle16Filled aria-hidden />
        {text}
      </span>
      <Button appearance="subtle" className={shared.target} icon={<ArrowUndo16Regular />} onClick={takeBack}>
        {say('act.undo')}
      </Button>
    </p>
  );
}
