import { Button } from '@fluentui/react-components';
import { ArrowDownload16Regular } from '@fluentui/react-icons/svg/arrow-download';
import { useRef, useState } from 'react';
import type { MadeToken, Provider, Security } from '#api/settings/security/contract.ts';
import { announce } from '../../announce.ts';
import { useClock, useData, useStore, useWords } from '../../context.ts';
import { saveFile } from '../../download.ts';
import { Modal } from '../../Modal.tsx';
import { useShared } from '../../styles.ts';
import { Choice } from '../Choice.tsx';
import { CopyField } from '../CopyField.tsx';
import { DialogButtons } from '../DialogButtons.tsx';
import { Notice } from '../Notice.tsx';
import { useSettingsWords } from '../settings-words.ts';
import { useSettingsStyles } from '../styles.ts';
import { Trouble } from '../Trouble.tsx';
import { useDeed } from '../use-deed.ts';
import { providerName } from './provider-name.ts';
import { Status } from './Status.tsx';
import { Steps } from './Steps.tsx';
import { base, type Looking } from './use-security.ts';

type Props = {
  security: Security;
  /** Kinds of directories that there is none of yet. */
  free: Provider[];
  looking: Looking;
  /** For which directory; left out: for a new one. */
  of: string | undefined;
  close: () => void;
};

/** Makes a token and shows it once, until who made it says that it is stored. */
export function TokenDialog({ security, free, looking, of, close }: Props) {
  const shared = useShared();
  const words = useWords();
  const say = useSettingsWords();
  const { api } = useData();
  const { busy, fault, run } = useDeed();
  const existing = security.connections.find(({ id }) => id === of);
  const [provider, setProvider] = useState<Provider>(existing?.provider ?? free[0] ?? 'other');
  const [made, setMade] = useState<MadeToken>();
  const live = existing?.tokens.filter(({ state }) => state === 'live') ?? [];

  const generate = () =>
    run(async () => {
      const body = existing ? { connection: existing.id } : { provider };
      try {
        setMade(await api.post<MadeToken>(`${base}/tokens`, body));
        announce(say('token.made.said'));
      } finally {
        // It may have been made even though its answer was lost.
        void looking.lookNow();
      }
    });
  if (made) return <Made made={made} provider={provider} looking={looking} close={close} />;
  const title = say(live.length > 0 ? 'token.regenerate' : 'token.generate');
  return (
    <Modal
      title={title}
      onClose={close}
      foot={
        <DialogButtons
          act={say(busy ? 'token.generating' : 'token.generate.do')}
          held={busy}
          run={generate}
          close={close}
        />
      }
    >
      {live[0] ? (
        <>
          <p>{say('token.regenerate.text', { ending: live[0].ending, name: providerName(provider, say) })}</p>
          <p>{say('token.regenerate.order')}</p>
        </>
      ) : (
        <p>{say('token.generate.text')}</p>
      )}
      {!existing && (
        <Choice
          legend={say('token.provider')}
          value={provider}
          choose={setProvider}
          options={free.map(value => ({
            value,
            text: providerName(value, say),
            hint: say(`provider.${value}.hint`),
          }))}
        />
      )}
      {fault && <Trouble title={say('token.failed')} fault={fault} text={say('token.failed.text')} />}
      {busy && <span className={shared.unseen}>{words.say('page.loading')}</span>}
    </Modal>
  );
}

type MadeProps = { made: MadeToken; provider: Provider; looking: Looking; close: () => void };

function Made({ made, provider, looking, close }: MadeProps) {
  const shared = useShared();
  const settings = useSettingsStyles();
  const say = useSettingsWords();
  const clock = useClock();
  const { data } = useStore(looking.feed);
  const stored = useRef<HTMLButtonElement>(null);
  const [warned, setWarned] = useState(false);
  const { token, tenantUrl, providerId, expiresAt } = made;
  const connection = data?.connections.find(({ id }) => id === providerId);
  const date = clock.calendar(new Date(expiresAt));
  const save = () => {
    const lines = [say('scim.url'), tenantUrl, '', say('token.secret'), token, '', say('token.until', { date }), ''];
    saveFile(new Blob([lines.join('\n')], { type: 'text/plain' }), `scim-token-${providerId}.txt`);
    announce(say('token.saved'));
  };
  const stay = () => {
    setWarned(true);
    announce(say('token.stay'));
    stored.current?.focus();
  };
  return (
    <Modal
      title={say('token.once')}
      onClose={stay}
      foot={
        <Button ref={stored} appearance="primary" className={shared.target} onClick={close}>
          {say('token.stored')}
        </Button>
      }
    >
      <Notice warning>{say('token.once.text', { date })}</Notice>
      <CopyField label={say('token.secret')} value={token} appearance="primary" />
      <CopyField label={say('scim.url')} value={tenantUrl} />
      <div className={settings.row}>
        <Button className={shared.target} icon={<ArrowDownload16Regular />} onClick={save}>
          {say('token.download')}
        </Button>
      </div>
      {connection && <Status connection={connection} looking={looking} />}
      <Steps provider={provider} token={token} heading="h3" />
      {warned && <Notice warning>{say('token.stay')}</Notice>}
    </Modal>
  );
}
