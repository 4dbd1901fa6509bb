import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { HomeEvent } from '#api/home/contract.ts';
import { useClock, useNow, useWords } from '../context.ts';
import { faultWords } from '../fault-words.ts';
import { Delivery } from './Delivery.tsx';
import { kindOf, titleOf } from './sentences.ts';
import type { Actions, Failed } from './use-actions.ts';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 5fr) minmax(0, 4fr)',
    columnGap: '20px',
    rowGap: '4px',
    padding: '10px 20px',
    overflowWrap: 'anywhere',
    '@media (max-width: 639px)': { gridTemplateColumns: 'minmax(0, 1fr)', paddingInline: '14px' },
  },
  title: { fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightRegular },
  meta: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: '8px',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  side: { display: 'grid', alignContent: 'start', justifyItems: 'start', gap: '2px' },
  state: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: '8px',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  undo: {
    minHeight: '24px',
    minWidth: 'auto',
    paddingBlock: 0,
    color: tokens.colorBrandForegroundLink,
    '@media (pointer: coarse)': { minHeight: '44px' },
  },
  failed: { color: tokens.colorStatusDangerForeground3, fontSize: tokens.fontSizeBase200 },
});

type Props = { event: HomeEvent; actions: Actions; failed: Failed | undefined };

/** An event of late: what it was, what was done with it, and what became of its notification. */
export function LatestRow({ event, actions, failed }: Props) {
  const styles = useStyles();
  const { say } = useWords();
  const clock = useClock();
  const now = useNow();
  const at = new Date(event.time);
  const title = titleOf(event, say);
  const { reviewed, snoozedUntil } = event;
  const moment = (text: string) => clock.moment(new Date(text), now);
  const state = reviewed
    ? say(reviewed.byMe ? 'event.reviewed.me' : 'event.reviewed', { name: reviewed.byName, time: moment(reviewed.at) })
    : snoozedUntil
      ? say('event.snoozed', { time: moment(snoozedUntil) })
      : undefined;
  return (
    <article className={styles.row}>
      <div>
        <h3 tabIndex={-1} className={styles.title}>
          {title}
        </h3>
        <p className={styles.meta}>
          <span>{say(`event.kind.${kindOf(event)}`)}</span>
          <time dateTime={event.time} title={clock.full(at)}>
            {clock.ago(at, now)}
          </time>
        </p>
      </div>
      <div className={styles.side}>
        <Delivery delivery={event.delivery} />
        {state && (
          <div className={styles.state}>
            <span>{state}</span>
            {(reviewed?.byMe || (!reviewed && snoozedUntil)) && (
              <Button
                size="small"
                appearance="transparent"
                className={styles.undo}
                aria-label={say('act.undo.of', { title })}
                onClick={() => void actions.undo(event)}
              >
                {say('act.undo')}
              </Button>
            )}
          </div>
        )}
        {failed && (
          <p className={styles.failed}>
            {failed.text} {faultWords(failed.fault, say)}
          </p>
        )}
      </div>
    </article>
  );
}
