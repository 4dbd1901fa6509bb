import { Button, makeStyles, mergeClasses } from '@fluentui/react-components';
import { ChevronDown16Regular } from '@fluentui/react-icons/svg/chevron-down';
import { lazy, Suspense, useRef, useState } from 'react';
import { useWords } from '../context.ts';
import { useShared } from '../styles.ts';

const loadMenu = () => import('./SnoozeMenu.tsx').then(({ SnoozeMenu }) => ({ default: SnoozeMenu }));
const SnoozeMenu = lazy(loadMenu);

const useStyles = makeStyles({ button: { minWidth: 'auto', paddingInline: '8px' } });

/** The menu is loaded once somebody comes near it. */
export function SnoozeButton({ title, snooze }: { title: string; snooze: (until: Date) => void }) {
  const styles = useStyles();
  const shared = useShared();
  const { say } = useWords();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const near = () => void loadMenu();
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <>
      <Button
        ref={button}
        className={mergeClasses(shared.target, styles.button)}
        appearance="subtle"
        icon={<ChevronDown16Regular />}
        iconPosition="after"
        aria-label={say('act.snooze.of', { title })}
        aria-haspopup="menu"
        aria-expanded={open}
        onPointerEnter={near}
        onFocus={near}
        onClick={() => setOpen(!open)}
      >
        {say('act.snooze')}
      </Button>
      {open && (
        <Suspense>
          <SnoozeMenu target={button} close={close} choose={snooze} />
        </Suspense>
      )}
    </>
  );
}
