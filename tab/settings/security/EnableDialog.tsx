import { announce } from '../../announce.ts';
import { useData } from '../../context.ts';
import { ReasonDialog } from '../ReasonDialog.tsx';
import { useSettingsWords } from '../settings-words.ts';
import { base } from './use-security.ts';

type Props = { person: { id: string; name: string }; enabled: () => void; close: () => void };

/** Gives one person the access back that the directory has taken. */
export function EnableDialog({ person, enabled, close }: Props) {
  const say = useSettingsWords();
  const { api } = useData();
  const { id, name } = person;
  return (
    <ReasonDialog
      title={say('enable.title', { name })}
      act={say('log.enable')}
      acting={say('enable.acting')}
      failed={say('enable.failed')}
      close={close}
      run={async reason => {
        await api.post(`${base}/people/${encodeURIComponent(id)}/enable`, { reason });
        enabled();
        announce(say('enable.done', { name }));
      }}
    >
      <p>{say('enable.text')}</p>
    </ReasonDialog>
  );
}
