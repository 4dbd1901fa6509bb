import { Button } from '@fluentui/react-components';
import { lazy, Suspense, useState } from 'react';
import type { Connection, Provider, Security, Token } from '#api/settings/security/contract.ts';
import { Panel } from '../../Panel.tsx';
import { useShared } from '../../styles.ts';
import { CopyField } from '../CopyField.tsx';
import { useSettingsWords } from '../settings-words.ts';
import { useSettingsStyles } from '../styles.ts';
import { Waiting } from '../Waiting.tsx';
import { Directory } from './Directory.tsx';
import type { Looking } from './use-security.ts';

const loadTokenDialog = () => import('./TokenDialog.tsx').then(module => ({ default: module.TokenDialog }));
const TokenDialog = lazy(loadTokenDialog);
const Guard = lazy(() => import('./Guard.tsx').then(module => ({ default: module.Guard })));
const RevokeDialog = lazy(() => import('./RevokeDialog.tsx').then(module => ({ default: module.RevokeDialog })));

const providers: Provider[] = ['entra', 'okta', 'auth0', 'other'];

type Opened = { kind: 'token'; connection?: string } | { kind: 'revoke'; connection: Connection; token: Token };

type Props = {
  security: Security;
  looking: Looking;
  /** Brings back those of a burst that is no alarm any more. */
  restore: (() => void) | undefined;
};

/** Where a directory provisions, with which tokens, and how it does. */
export function Scim({ security, looking, restore }: Props) {
  const shared = useShared();
  const settings = useSettingsStyles();
  const say = useSettingsWords();
  const [opened, setOpened] = useState<Opened>();
  const { connections, mayChange, people, groups, tenantUrl } = security;
  const none = connections.length === 0;
  const free = providers.filter(provider => !connections.some(each => each.provider === provider));
  const close = () => setOpened(undefined);
  const generate = (connection?: string) => setOpened({ kind: 'token', ...(connection ? { connection } : {}) });
  const near = () => void loadTokenDialog();
  return (
    <Panel title={say('part.scim')} aside={say('scim.counts', { ...people, groups })}>
      <div className={settings.body}>
        <p className={settings.muted}>{say('scim.text')}</p>
        <CopyField label={say('scim.url')} value={tenantUrl} />
        {connections.map(connection => (
          <Directory
            key={connection.id}
            connection={connection}
            looking={looking}
            mayChange={mayChange}
            generate={() => generate(connection.id)}
            revoke={token => setOpened({ kind: 'revoke', connection, token })}
          />
        ))}
        {none && <p>{say(mayChange ? 'scim.none' : 'scim.none.look')}</p>}
        {mayChange && free.length > 0 && (
          <div className={settings.row}>
            <Button
              appearance={none ? 'primary' : 'secondary'}
              className={shared.target}
              onPointerEnter={near}
              onFocus={near}
              onClick={() => generate()}
            >
              {say(none ? 'token.generate' : 'scim.add')}
            </Button>
          </div>
        )}
        {!none && (
          <Suspense fallback={<Waiting />}>
            <Guard security={security} looking={looking} restore={restore} />
          </Suspense>
        )}
      </div>
      <Suspense>
        {opened?.kind === 'token' && (
          <TokenDialog security={security} free={free} looking={looking} of={opened.connection} close={close} />
        )}
        {opened?.kind === 'revoke' && (
          <RevokeDialog connection={opened.connection} token={opened.token} looking={looking} close={close} />
        )}
      </Suspense>
    </Panel>
  );
}
