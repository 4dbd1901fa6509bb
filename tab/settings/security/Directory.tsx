import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { lazy, Suspense } from 'react';
import type { Connection, Token } from '#api/settings/security/contract.ts';
import { useShared } from '../../styles.ts';
import { useSettingsWords } from '../settings-words.ts';
import { useSettingsStyles } from '../styles.ts';
import { Waiting } from '../Waiting.tsx';
import { providerName } from './provider-name.ts';
import { Status } from './Status.tsx';
import { Steps } from './Steps.tsx';
import { Tokens } from './Tokens.tsx';
import type { Looking } from './use-security.ts';

const Required = lazy(() => import('./Required.tsx').then(module => ({ default: module.Required })));

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: '12px',
    padding: '16px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    '@media (max-width: 639px)': { padding: '12px' },
  },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', justifyContent: 'space-between', gap: '0 12px' },
  title: { fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
});

type Props = {
  connection: Connection;
  looking: Looking;
  mayChange: boolean;
  generate: () => void;
  revoke: (token: Token) => void;
};

/** One directory: how it does, its tokens, what it must send, and where things are entered there. */
export function Directory({ connection, looking, mayChange, generate, revoke }: Props) {
  const styles = useStyles();
  const shared = useShared();
  const settings = useSettingsStyles();
  const say = useSettingsWords();
  const name = providerName(connection.provider, say);
  const live = connection.tokens.some(({ state }) => state === 'live');
  return (
    <section className={styles.root} aria-label={name}>
      <div className={styles.head}>
        <h3 className={styles.title}>{name}</h3>
        <p className={settings.small}>
          {say('connection.id')} <span className={settings.code}>{connection.id}</span>
        </p>
      </div>
      <Status connection={connection} looking={looking} />
      <Tokens connection={connection} revoke={mayChange ? revoke : undefined} />
      {mayChange && (
        <div className={settings.row}>
          <Button
            appearance={live ? 'secondary' : 'primary'}
            className={shared.target}
            disabledFocusable={!connection.maySupplyToken}
            onClick={generate}
          >
            {say(live ? 'token.regenerate' : 'token.generate')}
          </Button>
          {!connection.maySupplyToken && <span className={settings.small}>{say('token.enough')}</span>}
        </div>
      )}
      <Steps provider={connection.provider} heading="h4" />
      <Suspense fallback={<Waiting />}>
        <Required connection={connection} looking={looking} mayChange={mayChange} />
      </Suspense>
    </section>
  );
}
