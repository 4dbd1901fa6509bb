import type { Security } from '#api/settings/security/contract.ts';
import { announce } from '../../announce.ts';
import { useData } from '../../context.ts';
import { ReasonDialog } from '../ReasonDialog.tsx';
import { useSettingsWords } from '../settings-words.ts';
import { base, type Looking } from './use-security.ts';

type Props = {
  burst: NonNullable<Security['guard']['burst']>;
  looking: Looking;
  restored: (people: number) => void;
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
        const { people } = await api.post<{ people: number }>(`${base}/guard/restore`, { reason });
        restored(people);
        await looking.feed.refresh();
        announce(say('restore.done', { count: people }));
      }}
    >
      <p>{say('restore.text')}</p>
      <p>{say('restore.first')}</p>
    </ReasonDialog>
  );
}
