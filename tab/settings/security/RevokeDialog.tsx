import type { Connection, Token } from '#api/settings/security/contract.ts';
import { announce } from '../../announce.ts';
import { useClock, useData, useNow } from '../../context.ts';
import { Modal } from '../../Modal.tsx';
import { DialogButtons } from '../DialogButtons.tsx';
import { Notice } from '../Notice.tsx';
import { useSettingsWords } from '../settings-words.ts';
import { Trouble } from '../Trouble.tsx';
import { useDeed } from '../use-deed.ts';
import { providerName } from './provider-name.ts';
import { base, type Looking } from './use-security.ts';

type Props = { connection: Connection; token: Token; looking: Looking; close: () => void };

/** Says what stops with a token before it is revoked. */
export function RevokeDialog({ connection, token, looking, close }: Props) {
  const say = useSettingsWords();
  const clock = useClock();
  const now = useNow();
  const { api } = useData();
  const { busy, fault, run } = useDeed();
  const { ending, lastUsedAt } = token;
  const other = connection.tokens.find(each => each.state === 'live' && each.id !== token.id);
  const name = providerName(connection.provider, say);
  const inUse = lastUsedAt !== undefined && lastUsedAt > (other?.lastUsedAt ?? '');
  const revoke = async () => {
    const done = await run(async () => {
      await api.post(`${base}/tokens/${encodeURIComponent(token.id)}/revoke`);
      await looking.lookNow();
    });
    if (!done) return;
    announce(say('token.revoke.done', { ending }));
    close();
  };
  return (
    <Modal
      title={say('token.revoke.title', { ending })}
      onClose={close}
      foot={
        <DialogButtons act={say(busy ? 'token.revoking' : 'token.revoke.do')} held={busy} run={revoke} close={close} />
      }
    >
      {other ? (
        <p>{say('token.revoke.other', { name, ending: other.ending })}</p>
      ) : (
        <Notice warning>{say('token.revoke.last', { name })}</Notice>
      )}
      {other && inUse && lastUsedAt && (
        <Notice warning>
          {say('token.revoke.used', { name, ago: clock.ago(new Date(lastUsedAt), now), ending: other.ending })}
        </Notice>
      )}
      <p>{say('token.revoke.keeps')}</p>
      {fault && <Trouble title={say('token.revoke.failed')} fault={fault} />}
    </Modal>
  );
}
