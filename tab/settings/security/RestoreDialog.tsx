import type { Restored } from '#api/settings/security/contract.ts';
import { announce } from '../../announce.ts';
import { useData } from '../../context.ts';
import { ReasonDialog } from '../ReasonDialog.tsx';
import { useSettingsWords } from '../settings-words.ts';
import type { Burst } from './Burst.tsx';
import { restoredWords } from './restored-words.ts';
import { base, type Looking } from './use-security.ts';

type Props = {
  burst: Burst;
  looking: Looking;
  restored: (restored: Restored) => void;
  close: () => void;
};

/** Brings everyone of a burst back, with a reason that stays in the log. */
export function RestoreDialog({ burst, looking, restored, close }: Props) {
  const say = useSettingsWords();
  const { api } = useData();
  const count = burst.inactive;
  return (
    <ReasonDialog
      title={say('restore.title', { count })}
      act={say('burst.restore', { count })}
      acting={say('restore.acting')}
      failed={say('restore.failed')}
      close={close}
      run={async reason => {
        const done = await api.post<Restored>(`${base}/guard/restore`, { from: burst.from, reason });
        restored(done);
        await looking.feed.refresh();
        announce(restoredWords(done, say));
      }}
    >
      <p>{say('restore.text')}</p>
      <p>{say('restore.first')}</p>
    </ReasonDialog>
  );
}
