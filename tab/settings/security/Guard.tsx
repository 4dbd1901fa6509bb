import { Button, Input, makeStyles } from '@fluentui/react-components';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { Security } from '#api/settings/security/contract.ts';
import { announce } from '../../announce.ts';
import { useClock, useData, useNow } from '../../context.ts';
import { useShared } from '../../styles.ts';
import { Choice } from '../Choice.tsx';
import { Saved, useSaved } from '../Saved.tsx';
import { useSettingsWords } from '../settings-words.ts';
import { useSettingsStyles } from '../styles.ts';
import { Trouble } from '../Trouble.tsx';
import { useDeed } from '../use-deed.ts';
import { burstTimes } from './burst-times.ts';
import { base, type Looking } from './use-security.ts';

const useStyles = makeStyles({
  number: { width: '120px', '@media (pointer: coarse)': { minHeight: '44px' } },
});

type Props = { security: Security; looking: Looking; restore: (() => void) | undefined };

/** From how many deactivations within an hour on people are told. */
export function Guard({ security, looking, restore }: Props) {
  const styles = useStyles();
  const shared = useShared();
  const settings = useSettingsStyles();
  const say = useSettingsWords();
  const { api } = useData();
  const clock = useClock();
  const now = useNow();
  const id = useId();
  const { busy, fault, run } = useDeed();
  const { guard, mayChange } = security;
  const { burst } = guard;
  const [kind, setKind] = useState<'automatic' | 'chosen'>(guard.chosen ? 'chosen' : 'automatic');
  const [text, setText] = useState(String(guard.threshold));
  const [wrong, setWrong] = useState(false);
  const [saved, setSaved] = useSaved();
  const form = useRef<HTMLFormElement>(null);
  // What somebody else has set meanwhile is shown, unless one's own change is under way.
  useEffect(() => {
    setKind(guard.chosen ? 'chosen' : 'automatic');
    setText(String(guard.threshold));
  }, [guard.chosen, guard.threshold]);
  const wanted = kind === 'automatic' ? null : Number(text);
  const changed = wanted !== (guard.chosen ?? null);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const valid = wanted === null || (Number.isInteger(wanted) && wanted >= 1 && wanted <= 100_000);
    setWrong(!valid);
    if (!valid) {
      document.getElementById(id)?.focus();
      return;
    }
    await set(wanted, guard.chosen ?? null);
  };
  const set = async (threshold: number | null, former: number | null): Promise<void> => {
    const done = await run(async () => {
      await api.put(`${base}/guard`, { threshold });
      await looking.feed.refresh();
    });
    if (done) announce(say('guard.saved', { count: threshold ?? guard.automatic }));
    setSaved(done ? { undo: () => void set(former, threshold) } : undefined);
  };
  if (!mayChange)
    return (
      <div className={settings.block}>
        <h3 className={settings.subtitle}>{say('guard.title')}</h3>
        <p className={settings.muted}>{say('guard.now', { count: guard.threshold })}</p>
      </div>
    );
  return (
    <form ref={form} className={settings.block} onSubmit={event => void save(event)} noValidate>
      <h3 className={settings.subtitle}>{say('guard.title')}</h3>
      <p className={settings.muted}>{say('guard.text')}</p>
      <Choice
        legend={say('guard.legend')}
        value={kind}
        choose={setKind}
        options={[
          {
            value: 'automatic',
            text: say('guard.automatic', { count: guard.automatic }),
            hint: say('guard.automatic.hint'),
          },
          { value: 'chosen', text: say('guard.chosen') },
        ]}
      />
      <div className={settings.row}>
        {kind === 'chosen' && (
          <>
            <label htmlFor={id}>{say('guard.number')}</label>
            <Input
              id={id}
              type="number"
              inputMode="numeric"
              min={1}
              max={100_000}
              className={styles.number}
              value={text}
              aria-invalid={wrong}
              {...(wrong ? { 'aria-describedby': `${id}-wrong` } : {})}
              onChange={(_event, { value }) => setText(value)}
            />
          </>
        )}
        {(changed || busy) && (
          <Button type="submit" appearance="primary" className={shared.target} disabledFocusable={busy}>
            {say(busy ? 'saving' : 'save')}
          </Button>
        )}
        {saved && !changed && (
          <Saved
            text={say('guard.saved', { count: guard.threshold })}
            undo={saved.undo}
            back={() => form.current?.querySelector('input:checked')}
          />
        )}
        {wrong && (
          <p id={`${id}-wrong`} role="alert" className={settings.bad}>
            {say('guard.wrong')}
          </p>
        )}
      </div>
      {fault && <Trouble title={say('guard.failed')} fault={fault} />}
      {burst && restore && (
        <div className={settings.row}>
          <span>
            {say('burst.last', { count: burst.count, inactive: burst.inactive, ...burstTimes(burst, clock, now) })}
          </span>
          <Button className={shared.target} onClick={restore}>
            {say('burst.restore', { count: burst.inactive })}
          </Button>
        </div>
      )}
      <p className={settings.small}>{say('guard.entra')}</p>
    </form>
  );
}
