import { makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { RolePreview } from '#api/settings/security/contract.ts';
import { useData } from '../../context.ts';
import { Modal } from '../../Modal.tsx';
import { DialogButtons } from '../DialogButtons.tsx';
import { Disclosure } from '../Disclosure.tsx';
import { Notice } from '../Notice.tsx';
import { useSettingsWords } from '../settings-words.ts';
import { useSettingsStyles } from '../styles.ts';
import { Trouble } from '../Trouble.tsx';
import { useDeed } from '../use-deed.ts';
import { Waiting } from '../Waiting.tsx';
import type { Wanted } from './Groups.tsx';
import { base } from './use-security.ts';

const useStyles = makeStyles({
  person: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: '0 16px', paddingBlock: '6px' },
  name: { fontWeight: tokens.fontWeightSemibold },
  change: { color: tokens.colorNeutralForeground2 },
});

/** More would push the buttons out of sight. */
const shownAtOnce = 8;

type Props = { wanted: Wanted; applied: (wanted: Wanted) => void; close: () => void };

/** Who would have another role, before it is so. */
export function RoleDialog({ wanted, applied, close }: Props) {
  const styles = useStyles();
  const settings = useSettingsStyles();
  const say = useSettingsWords();
  const { api } = useData();
  const look = useDeed();
  const deed = useDeed();
  const [preview, setPreview] = useState<RolePreview>();
  const { group, role } = wanted;
  const path = `${base}/groups/${encodeURIComponent(group.id)}/role`;
  const { run: runLook } = look;
  useEffect(() => {
    void runLook(async () => setPreview(await api.post<RolePreview>(`${path}/preview`, { role })));
  }, [api, path, role, runLook]);
  const apply = async () => {
    if (!(await deed.run(async () => void (await api.put(path, { role }))))) return;
    applied(wanted);
    close();
  };
  const named = { name: group.name, role: say(`role.${role ?? 'none'}`) };
  const changes = preview?.changes.filter(({ kept }) => kept === undefined) ?? [];
  const kept = preview?.changes.filter(each => each.kept !== undefined) ?? [];
  return (
    <Modal
      title={role === null ? say('preview.title.none', named) : say('preview.title', named)}
      onClose={close}
      foot={
        <DialogButtons
          act={say(deed.busy ? 'saving' : 'preview.apply')}
          held={deed.busy || !preview}
          run={apply}
          close={close}
        />
      }
    >
      {!preview && !look.fault && <Waiting />}
      {look.fault && <Trouble title={say('preview.fault')} fault={look.fault} />}
      {preview && (
        <p role="status">
          {say('preview.count', { count: preview.changing })}
          {preview.kept > 0 && ` ${say('preview.kept', { count: preview.kept })}`}
        </p>
      )}
      {kept.map(person => (
        <Notice key={person.id} warning>
          <span className={styles.name}>{person.name}</span> ({person.email}) {say('preview.stays')}
        </Notice>
      ))}
      {changes.length > 0 && <People people={changes.slice(0, shownAtOnce)} />}
      {changes.length > shownAtOnce && (
        <Disclosure title={say('preview.rest', { count: changes.length - shownAtOnce })}>
          {() => <People people={changes.slice(shownAtOnce)} />}
        </Disclosure>
      )}
      {preview && preview.changing > changes.length && (
        <p className={settings.small}>{say('preview.more', { count: preview.changing - changes.length })}</p>
      )}
      <p className={settings.small}>{say('preview.note')}</p>
      {deed.fault && <Trouble title={say('group.failed')} fault={deed.fault} />}
    </Modal>
  );
}

function People({ people }: { people: RolePreview['changes'] }) {
  const styles = useStyles();
  const settings = useSettingsStyles();
  const say = useSettingsWords();
  return (
    <ul className={settings.list} aria-label={say('preview.list')}>
      {people.map(person => (
        <li key={person.id} className={styles.person}>
          <span>
            <span className={styles.name}>{person.name}</span> <span className={settings.small}>{person.email}</span>
          </span>
          <span className={styles.change}>
            {say('preview.change', { from: say(`role.${person.from}`), to: say(`role.${person.to}`) })}
          </span>
        </li>
      ))}
    </ul>
  );
}
