import { Button, mergeClasses } from '@fluentui/react-components';
import { Checkmark16Regular } from '@fluentui/react-icons/svg/checkmark';
import { Copy16Regular } from '@fluentui/react-icons/svg/copy';
import { type RefObject, useEffect, useState } from 'react';
import { announce } from '../announce.ts';
import { useWords } from '../context.ts';
import { copyText } from '../copy.ts';
import { useShared } from '../styles.ts';
import { useSettingsWords } from './settings-words.ts';
import { useSettingsStyles } from './styles.ts';

const shownMs = 3_000;

type Props = {
  text: string;
  /** What is copied, for who hears the button without what is around it. */
  what: string;
  /** Where the text stands, to be selected when it cannot be copied. */
  field?: RefObject<HTMLTextAreaElement | null>;
  appearance?: 'primary' | 'secondary' | 'subtle';
};

/** Copies, and says so in its own words. */
export function CopyButton({ text, what, field, appearance = 'secondary' }: Props) {
  const shared = useShared();
  const settings = useSettingsStyles();
  const words = useWords();
  const say = useSettingsWords();
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();
  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(undefined), shownMs);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async () => {
    const copied = await copyText(text, field?.current ?? null);
    setOutcome(copied ? 'copied' : 'failed');
    announce(copied ? say('copy.done', { what }) : words.say('guide.copy.failed'));
  };
  return (
    <Button
      appearance={appearance}
      className={mergeClasses(shared.target, appearance === 'subtle' && settings.flush)}
      icon={outcome === 'copied' ? <Checkmark16Regular /> : <Copy16Regular />}
      aria-label={say('copy.of', { what })}
      onClick={() => void copy()}
    >
      {outcome === 'copied' ? words.say('guide.copied') : outcome === 'failed' ? say('copy.failed') : say('copy')}
    </Button>
  );
}
