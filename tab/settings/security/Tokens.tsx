import { Button, makeStyles, mergeClasses, tokens as theme } from '@fluentui/react-components';
import { KeyMultiple20Regular } from '@fluentui/react-icons/svg/key-multiple';
import { Warning16Filled } from '@fluentui/react-icons/svg/warning';
import type { Connection, Token } from '#api/settings/security/contract.ts';
import { useClock, useNow } from '../../context.ts';
import { useShared } from '../../styles.ts';
import { Disclosure } from '../Disclosure.tsx';
import { Moment } from '../Moment.tsx';
import { useSettingsWords } from '../settings-words.ts';
import { useSettingsStyles } from '../styles.ts';

const useStyles = makeStyles({
  token: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr) auto',
    alignItems: 'start',
    columnGap: '10px',
    '@media (max-width: 479px)': { gridTemplateColumns: '20px minmax(0, 1fr)' },
  },
  icon: { marginTop: '2px', color: theme.colorNeutralForeground3 },
  name: { fontWeight: theme.fontWeightSemibold },
  ending: { fontFamily: theme.fontFamilyMonospace },
  dead: { color: theme.colorNeutralForeground3 },
  soon: { display: 'flex', columnGap: '6px', alignItems: 'center' },
  act: { '@media (max-width: 479px)': { gridColumn: 2, justifySelf: 'start', marginTop: '6px' } },
});

const dayMs = 24 * 3_600_000;
/** As the first warning by mail, product.md. */
const warnDays = 60;

type Props = { connection: Connection; revoke: ((token: Token) => void) | undefined };

/** The tokens of a directory: those that live, and on demand those that have ended. */
export function Tokens({ connection, revoke }: Props) {
  const settings = useSettingsStyles();
  const say = useSettingsWords();
  const live = connection.tokens.filter(({ state }) => state === 'live');
  const ended = connection.tokens.filter(({ state }) => state !== 'live');
  const list = (tokens: Token[]) => (
    <ul className={settings.list}>
      {tokens.map(token => (
        <li key={token.id} className={settings.item}>
          <TokenRow token={token} revoke={revoke} />
        </li>
      ))}
    </ul>
  );
  return (
    <>
      {live.length > 0 && list(live)}
      {ended.length > 0 && (
        <Disclosure title={say('tokens.ended', { count: ended.length })}>{() => list(ended)}</Disclosure>
      )}
    </>
  );
}

function TokenRow({ token, revoke }: { token: Token; revoke: Props['revoke'] }) {
  const styles = useStyles();
  const shared = useShared();
  const settings = useSettingsStyles();
  const say = useSettingsWords();
  const clock = useClock();
  const now = useNow();
  const { state, ending, createdAt, createdBy, expiresAt, lastUsedAt, revokedAt } = token;
  const days = Math.floor((Date.parse(expiresAt) - now.getTime()) / dayMs);
  const date = (at: string) => clock.calendar(new Date(at));
  return (
    <div className={styles.token}>
      <KeyMultiple20Regular className={styles.icon} aria-hidden />
      <div className={mergeClasses(state !== 'live' && styles.dead)}>
        <p className={styles.name}>
          {say('token.ends')} <span className={styles.ending}>…{ending}</span>
        </p>
        <p className={settings.small}>{say('token.made', { date: date(createdAt), name: createdBy })}</p>
        {state === 'live' && (
          <p className={settings.small}>
            {say('token.until', { date: date(expiresAt) })} ·{' '}
            {lastUsedAt ? (
              <>
                {say('token.used')} <Moment at={lastUsedAt} ago />
              </>
            ) : (
              say('token.unused')
            )}
          </p>
        )}
        {state === 'live' && days < warnDays && (
          <p className={mergeClasses(settings.warning, styles.soon)}>
            <Warning16Filled aria-hidden />
            {say('token.soon', { count: Math.max(days, 0) })}
          </p>
        )}
        {state === 'expired' && <p className={settings.small}>{say('token.expired', { date: date(expiresAt) })}</p>}
        {state === 'revoked' && revokedAt && (
          <p className={settings.small}>{say('token.revoked', { date: date(revokedAt) })}</p>
        )}
      </div>
      {state === 'live' && revoke && (
        <Button
          className={mergeClasses(shared.target, styles.act)}
          aria-label={say('token.revoke.of', { ending })}
          onClick={() => revoke(token)}
        >
          {say('token.revoke')}
        </Button>
      )}
    </div>
  );
}
