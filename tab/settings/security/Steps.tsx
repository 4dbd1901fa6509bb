import { makeStyles, tokens } from '@fluentui/react-components';
import { lazy, Suspense } from 'react';
import type { Provider } from '#api/settings/security/contract.ts';
import { Disclosure } from '../Disclosure.tsx';
import { useSettingsWords } from '../settings-words.ts';
import { Waiting } from '../Waiting.tsx';
import { providerName } from './provider-name.ts';

const GuideSteps = lazy(() => import('./GuideSteps.tsx').then(module => ({ default: module.GuideSteps })));

const useStyles = makeStyles({ other: { paddingBlock: tokens.spacingVerticalS } });

type Props = {
  provider: Provider;
  /** Known while it is shown, once. */
  token?: string;
  /** Of each step. */
  heading: 'h3' | 'h4';
};

/** How the directory is set up, in the words of its own console; loaded when somebody wants to see it. */
export function Steps({ provider, token, heading }: Props) {
  const styles = useStyles();
  const say = useSettingsWords();
  return (
    <Disclosure title={say('steps.title', { name: providerName(provider, say) })}>
      {() =>
        provider === 'other' ? (
          <p className={styles.other}>{say('steps.other')}</p>
        ) : (
          <Suspense fallback={<Waiting />}>
            <GuideSteps provider={provider} token={token} heading={heading} />
          </Suspense>
        )
      }
    </Disclosure>
  );
}
