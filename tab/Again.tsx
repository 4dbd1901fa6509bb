import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { announce } from './announce.ts';
import { useClock, useData, useStore, useWords } from './context.ts';
import { useShared } from './styles.ts';

/** Asks the server once more who is here. */
export function Again({ words, reload }: { words: string; reload: boolean }) {
  const shared = useShared();
  const { say } = useWords();
  const clock = useClock();
  const { me, home } = useData();
  const { busy } = useStore(me);
  const [checked, setChecked] = useState('');
  const check = async () => {
    if (reload) {
      location.reload();
      return;
    }
    await Promise.all([me.refresh(), home.refresh()]);
    const still = say('guide.again.still', { time: clock.time(new Date()) });
    setChecked(still);
    if (me.get().fault) announce(still);
  };
  return (
    <>
      <Button
        appearance="primary"
        className={shared.target}
        disabledFocusable={busy && !reload}
        onClick={() => void check()}
      >
        {words}
      </Button>
      {checked && <p>{checked}</p>}
    </>
  );
}
