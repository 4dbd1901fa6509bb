import { Textarea } from '@fluentui/react-components';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { useWords } from '../context.ts';
import { Modal } from '../Modal.tsx';
import { useShared } from '../styles.ts';
import { DialogButtons } from './DialogButtons.tsx';
import { useSettingsWords } from './settings-words.ts';
import { useSettingsStyles } from './styles.ts';
import { Trouble } from './Trouble.tsx';
import { useDeed } from './use-deed.ts';

const least = 3;

type Props = {
  title: string;
  children: ReactNode;
  /** What the button says, before and while it is done. */
  act: string;
  acting: string;
  failed: string;
  run: (reason: string) => Promise<void>;
  close: () => void;
};

/** Something that overrides the directory, with a reason for those who come after. */
export function ReasonDialog({ title, children, act, acting, failed, run, close }: Props) {
  const shared = useShared();
  const settings = useSettingsStyles();
  const words = useWords();
  const say = useSettingsWords();
  const id = useId();
  const deed = useDeed();
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const missing = reason.trim().length < least;
    setWrong(missing);
    if (missing) {
      document.getElementById(id)?.focus();
      return;
    }
    if (await deed.run(() => run(reason.trim()))) close();
  };
  return (
    <Modal
      title={title}
      onClose={close}
      foot={<DialogButtons act={deed.busy ? acting : act} held={deed.busy} form={`${id}-form`} close={close} />}
    >
      {children}
      <form id={`${id}-form`} onSubmit={event => void submit(event)} noValidate>
        <label htmlFor={id} className={settings.subtitle}>
          {say('reason.label')}
        </label>
        <p id={`${id}-hint`} className={settings.small}>
          {say('reason.hint')}
        </p>
        <Textarea
          id={id}
          required
          maxLength={500}
          resize="vertical"
          value={reason}
          aria-invalid={wrong}
          aria-describedby={wrong ? `${id}-wrong` : `${id}-hint`}
          style={{ width: '100%', marginTop: '4px' }}
          onChange={(_event, { value }) => setReason(value)}
        />
        {wrong && (
          <p id={`${id}-wrong`} role="alert" className={settings.bad}>
            {say('reason.wrong')}
          </p>
        )}
      </form>
      {deed.fault && <Trouble title={failed} fault={deed.fault} />}
      {deed.busy && <span className={shared.unseen}>{words.say('page.loading')}</span>}
    </Modal>
  );
}
