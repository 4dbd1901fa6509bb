import { Button } from '@fluentui/react-components';
import { useShared } from '../styles.ts';
import { useSettingsWords } from './settings-words.ts';

type Props = {
  /** What the button that acts says, which may change while it acts. */
  act: string;
  /** It is shown and can be reached, but does nothing. */
  held: boolean;
  close: () => void;
} & ({ run: () => Promise<unknown> } | { form: string });

/** Cancel, and the one thing that the dialog is for: by itself, or by sending a form. */
export function DialogButtons({ act, held, close, ...way }: Props) {
  const shared = useShared();
  const say = useSettingsWords();
  const acts = 'form' in way ? { type: 'submit' as const, form: way.form } : { onClick: () => void way.run() };
  return (
    <>
      <Button className={shared.target} onClick={close}>
        {say('cancel')}
      </Button>
      <Button appearance="primary" className={shared.target} disabledFocusable={held} {...acts}>
        {act}
      </Button>
    </>
  );
}
