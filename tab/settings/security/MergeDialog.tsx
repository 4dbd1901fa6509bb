import { makeStyles } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { Merge } from '#api/settings/security/contract.ts';
import { announce } from '../../announce.ts';
import { useData } from '../../context.ts';
import { Modal } from '../../Modal.tsx';
import { Choice } from '../Choice.tsx';
import { DialogButtons } from '../DialogButtons.tsx';
import { Notice } from '../Notice.tsx';
import { useSettingsWords } from '../settings-words.ts';
import { useSettingsStyles } from '../styles.ts';
import { Trouble } from '../Trouble.tsx';
import { useDeed } from '../use-deed.ts';
import { Waiting } from '../Waiting.tsx';
import { base } from './use-security.ts';

const useStyles = makeStyles({
  what: { display: 'grid', gap: '4px', paddingInlineStart: '18px', listStyleType: 'disc' },
});

type Account = { id: string; name: string; email?: string };
type Props = { one: Account; other: Account; merged: () => void; close: () => void };

/** Which of two accounts stays, what that does, and only then the merge. */
export function MergeDialog({ one, other, merged, close }: Props) {
  const styles = useStyles();
  const settings = useSettingsStyles();
  const say = useSettingsWords();
  const { api } = useData();
  const look = useDeed();
  const deed = useDeed();
  const [keep, setKeep] = useState(other.id);
  const [preview, setPreview] = useState<Merge>();
  const [names, setNames] = useState<Merge['keep'][]>();
  const drop = keep === one.id ? other.id : one.id;
  const { run: runLook } = look;
  useEffect(() => {
    let wanted = true;
    setPreview(undefined);
    void runLook(async () => {
      const answer = await api.get<Merge>(`${base}/merge/preview?${new URLSearchParams({ keep, drop })}`);
      if (answer === 'unchanged' || !wanted) return;
      setPreview(answer.data);
      setNames([answer.data.keep, answer.data.drop]);
    });
    return () => {
      wanted = false;
    };
  }, [api, keep, drop, runLook]);
  const merge = async () => {
    const done = await deed.run(async () => {
      await api.post(`${base}/merge`, { keep, drop });
    });
    if (!done) return;
    announce(say('merge.done', { name: preview?.keep.name ?? one.name }));
    merged();
    close();
  };
  const known = ({ id, name, email }: Account) => {
    const found = names?.find(each => each.id === id);
    return { name: found?.name ?? name, email: found?.email ?? email ?? '', active: found?.active ?? true };
  };
  const options = [one, other].map(account => {
    const { name, email, active } = known(account);
    return { value: account.id, text: name, hint: `${email}${active ? '' : ` · ${say('merge.inactive')}`}` };
  });
  return (
    <Modal
      title={say('merge.title')}
      onClose={close}
      foot={
        <DialogButtons
          act={say(deed.busy ? 'merge.acting' : 'merge.do')}
          held={deed.busy || !preview}
          run={merge}
          close={close}
        />
      }
    >
      <p>{say('merge.text')}</p>
      <Choice legend={say('merge.keep')} value={keep} choose={setKeep} options={options} />
      {look.busy && <Waiting />}
      {look.fault && <Trouble title={say('merge.fault')} fault={look.fault} />}
      {preview && (
        <div role="status">
          <p className={settings.subtitle}>{say('merge.what')}</p>
          <ul className={styles.what}>
            <li>{say('merge.ends', { email: preview.drop.email })}</li>
            {preview.moves.notifications + preview.moves.follows > 0 && (
              <li>{say('merge.moves', { ...preview.moves, groups: preview.moves.groups.length })}</li>
            )}
            {preview.moves.groups.length > 0 && (
              <li>{say('merge.groups', { names: preview.moves.groups.join(', ') })}</li>
            )}
            <li>{say('merge.aliases', { names: preview.aliases.join(', ') })}</li>
            <li>
              {preview.role.from === preview.role.to
                ? say('merge.role.same', { role: say(`role.${preview.role.to}`) })
                : say('merge.role', { from: say(`role.${preview.role.from}`), to: say(`role.${preview.role.to}`) })}
            </li>
            {preview.identity && <li>{say('merge.identity')}</li>}
          </ul>
        </div>
      )}
      {preview?.warnings.map(warning => (
        <Notice key={warning} warning>
          {warning}
        </Notice>
      ))}
      <p className={settings.small}>{say('merge.final')}</p>
      {deed.fault && <Trouble title={say('merge.failed')} fault={deed.fault} />}
    </Modal>
  );
}
