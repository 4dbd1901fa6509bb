import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { HomeEvent } from '#api/home/contract.ts';
import { useClock, useNow, useWords } from '../context.ts';
import { faultWords } from '../fault-words.ts';
import { useShared } from '../styles.ts';
import { EventIcon } from './EventIcon.tsx';
import { LongText } from './LongText.tsx';
import { OutLink } from './OutLink.tsx';
import { SnoozeButton } from './SnoozeButton.tsx';
import { kindOf, openable, titleOf } from './sentences.ts';
import type { Actions, Failed } from './use-actions.ts';

const useStyles = makeStyles({
  card: {
    display: 'grid',
    gridTemplateColumns: '36px minmax(0, 1fr)',
    columnGap: '12px',
    padding: '12px 20px',
    overflowWrap: 'anywhere',
    '@media (max-width: 639px)': { gridTemplateColumns: 'minmax(0, 1fr)', padding: '14px' },
  },
  icon: { '@media (max-width: 639px)': { display: 'none' } },
  /** The actions stand beside the words where both have room, else below them. */
  body: { display: 'flex', flexWrap: 'wrap', gap: '8px 16px' },
  words: { flex: '1 1 26em', minWidth: 0 },
  kicker: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: '8px',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  kind: { color: tokens.colorBrandForeground1, fontWeight: tokens.fontWeightSemibold },
  title: {
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  action: { color: tokens.colorStatusWarningForeground3 },
  /** Cuts off the separator that begins a line. */
  facts: { overflowX: 'clip' },
  factList: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    marginInlineStart: '-16px',
    color: tokens.colorNeutralForeground2,
  },
  fact: {
    position: 'relative',
    paddingInlineStart: '16px',
    '::before': {
      content: '"·" / ""',
      position: 'absolute',
      insetInlineStart: 0,
      width: '16px',
      textAlign: 'center',
      color: tokens.colorNeutralForeground3,
    },
  },
  note: {
    marginBlock: '6px 2px',
    marginInline: 0,
    paddingInlineStart: '10px',
    borderInlineStartWidth: '3px',
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: tokens.colorBrandStroke2,
    color: tokens.colorNeutralForeground1,
    whiteSpace: 'pre-line',
  },
  reason: { marginTop: '2px', color: tokens.colorNeutralForeground2, whiteSpace: 'pre-line' },
  failed: { marginTop: '8px', color: tokens.colorStatusDangerForeground3, fontWeight: tokens.fontWeightSemibold },
  actions: { display: 'grid', justifyItems: 'start', alignSelf: 'start', gap: '4px' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '4px' },
});

type Props = { event: HomeEvent; actions: Actions; failed: Failed | undefined };

/** An open event with everything needed to act on it. */
export function NeedCard({ event, actions, failed }: Props) {
  const styles = useStyles();
  const shared = useShared();
  const { say } = useWords();
  const clock = useClock();
  const now = useNow();
  const { candidate, job, employee, note, reason, score } = event;
  const kind = kindOf(event);
  const title = titleOf(event, say);
  const at = new Date(event.time);
  const [profile, jobPage] = [openable(candidate.profileUrl), openable(job.url)];
  const facts = [
    employee && say(`event.by.${kind}`, { name: employee }),
    candidate.headline,
    candidate.location,
    score !== undefined && say('event.score', { score: Math.round(score) }),
  ].filter(fact => typeof fact === 'string' && fact !== '');
  return (
    <article className={styles.card}>
      <div className={styles.icon}>
        <EventIcon kind={kind} />
      </div>
      <div className={styles.body}>
        <div className={styles.words}>
          <p className={styles.kicker}>
            <span className={mergeClasses(styles.kind, kind === 'action' && styles.action)}>
              {say(`event.kind.${kind}`)}
            </span>
            <time dateTime={event.time} title={clock.full(at)}>
              {clock.ago(at, now)}
            </time>
          </p>
          <h3 tabIndex={-1} className={styles.title}>
            {title}
          </h3>
          {facts.length > 0 && (
            <div className={styles.facts}>
              <ul className={styles.factList}>
                {facts.map(fact => (
                  <li key={String(fact)} className={styles.fact}>
                    {fact}
                  </li>
                ))}
              </ul>
            </div>
          )}
          {note && (
            <blockquote className={styles.note}>
              <LongText text={note} />
            </blockquote>
          )}
          {reason && (
            <p className={styles.reason}>
              <LongText text={reason} />
            </p>
          )}
          {failed && (
            <p className={styles.failed}>
              {failed.text} {faultWords(failed.fault, say)}
            </p>
          )}
        </div>
        <div className={styles.actions}>
          <div className={styles.buttons}>
            <Button
              className={shared.target}
              aria-label={say('act.review.of', { title })}
              onClick={() => void actions.review(event)}
            >
              {say('act.review')}
            </Button>
            <SnoozeButton title={title} snooze={until => void actions.snooze(event, until)} />
          </div>
          {profile && (
            <OutLink href={profile} label={say('act.profile.of', { name: candidate.fullName })}>
              {say('act.profile')}
            </OutLink>
          )}
          {!profile && jobPage && (
            <OutLink href={jobPage} label={say('act.job.of', { job: job.title })}>
              {say('act.job')}
            </OutLink>
          )}
        </div>
      </div>
    </article>
  );
}
