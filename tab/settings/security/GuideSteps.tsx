import { makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { Guide, Provider } from '#api/settings/security/contract.ts';
import { useData } from '../../context.ts';
import { CopyField } from '../CopyField.tsx';
import { Disclosure } from '../Disclosure.tsx';
import { Marked } from '../Marked.tsx';
import { useSettingsWords } from '../settings-words.ts';
import { Trouble } from '../Trouble.tsx';
import { useDeed } from '../use-deed.ts';
import { Waiting } from '../Waiting.tsx';
import { GuideTable } from './GuideTable.tsx';
import { base } from './use-security.ts';

const useStyles = makeStyles({
  steps: { display: 'grid', gap: '18px', paddingBlock: '12px', counterReset: 'step' },
  step: {
    display: 'grid',
    gridTemplateColumns: '24px minmax(0, 1fr)',
    columnGap: '10px',
    counterIncrement: 'step',
    '::before': {
      content: 'counter(step)',
      height: '24px',
      boxSizing: 'border-box',
      borderRadius: '12px',
      border: `1px solid ${tokens.colorNeutralStroke1}`,
      lineHeight: '22px',
      textAlign: 'center',
      fontSize: tokens.fontSizeBase200,
    },
  },
  body: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: '8px' },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: '24px', fontWeight: tokens.fontWeightSemibold },
  does: { display: 'grid', gap: '6px', paddingInlineStart: '18px', listStyleType: 'disc' },
  expect: { color: tokens.colorNeutralForeground2 },
});

const secret = '{{token}}';

type Props = { provider: Exclude<Provider, 'other'>; token: string | undefined; heading: 'h3' | 'h4' };

/** The steps of the guide, with what is to be copied at each; in English, as the consoles' words are. */
export function GuideSteps({ provider, token, heading: Heading }: Props) {
  const styles = useStyles();
  const say = useSettingsWords();
  const { api } = useData();
  const { busy, fault, run } = useDeed();
  const [guide, setGuide] = useState<Guide>();
  useEffect(() => {
    void run(async () => {
      const answer = await api.get<Guide>(`${base}/guides/${provider}`);
      if (answer !== 'unchanged') setGuide(answer.data);
    });
  }, [api, provider, run]);
  if (fault) return <Trouble title={say('steps.fault')} fault={fault} />;
  if (!guide) return busy ? <Waiting /> : null;
  const own = (text: string) => (token ? text.replaceAll(secret, token) : text);
  return (
    <ol className={styles.steps} lang="en">
      {guide.steps.map(({ id, title, does, copy = [], table, code, expect, trouble = [] }) => (
        <li key={id} className={styles.step}>
          <div className={styles.body}>
            <Heading className={styles.title}>{title}</Heading>
            <ul className={styles.does}>
              {does.map(line => (
                <li key={line}>
                  <Marked text={line} />
                </li>
              ))}
            </ul>
            {copy
              .filter(({ value }) => token || !value.includes(secret))
              .map(({ label, value }) => (
                <CopyField key={label} label={label} value={own(value)} />
              ))}
            {table && <GuideTable table={table} />}
            {code && <CopyField label={code.title} value={own(code.text)} />}
            {expect && (
              <p className={styles.expect}>
                <Marked text={expect} />
              </p>
            )}
            {trouble.length > 0 && (
              <Disclosure title={say('steps.trouble')}>
                {() => (
                  <ul className={styles.does}>
                    {trouble.map(({ symptom, cause, mend }) => (
                      <li key={symptom}>
                        <strong>
                          <Marked text={symptom} />
                        </strong>{' '}
                        <Marked text={`${cause} ${mend}`} />
                      </li>
                    ))}
                  </ul>
                )}
              </Disclosure>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
