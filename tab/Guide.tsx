import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { BuildingPeople24Regular } from '@fluentui/react-icons/svg/building-people';
import { DocumentSearch24Regular } from '@fluentui/react-icons/svg/document-search';
import { LockClosed24Regular } from '@fluentui/react-icons/svg/lock-closed';
import { People24Regular } from '@fluentui/react-icons/svg/people';
import { PersonProhibited24Regular } from '@fluentui/react-icons/svg/person-prohibited';
import { PersonQuestionMark24Regular } from '@fluentui/react-icons/svg/person-question-mark';
import { PlugDisconnected24Regular } from '@fluentui/react-icons/svg/plug-disconnected';
import { WindowApps24Regular } from '@fluentui/react-icons/svg/window-apps';
import type { ReactNode } from 'react';
import { Again } from './Again.tsx';
import { useWords } from './context.ts';
import { go } from './router.ts';
import { useShared } from './styles.ts';

const icons = {
  building: BuildingPeople24Regular,
  unknown: PersonQuestionMark24Regular,
  off: PersonProhibited24Regular,
  people: People24Regular,
  teams: WindowApps24Regular,
  plug: PlugDisconnected24Regular,
  lock: LockClosed24Regular,
  missing: DocumentSearch24Regular,
};

const useStyles = makeStyles({
  guide: {
    maxWidth: '560px',
    marginInline: 'auto',
    marginTop: '5vh',
    padding: '32px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow4,
    overflowWrap: 'anywhere',
    '@media (max-width: 639px)': { marginTop: 0, padding: '24px 18px' },
  },
  icon: {
    display: 'grid',
    placeItems: 'center',
    width: '48px',
    height: '48px',
    borderRadius: '50%',
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    boxSizing: 'border-box',
    border: `1px solid ${tokens.colorTransparentStroke}`,
  },
  title: {
    marginTop: '16px',
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontWeight: tokens.fontWeightSemibold,
  },
  text: { marginTop: '6px', color: tokens.colorNeutralForeground2 },
  next: { marginTop: '24px', fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  steps: { display: 'grid', gap: '10px', marginTop: '10px', counterReset: 'step' },
  step: {
    display: 'grid',
    gridTemplateColumns: '24px minmax(0, 1fr)',
    columnGap: '10px',
    counterIncrement: 'step',
    '::before': {
      content: 'counter(step)',
      height: '24px',
      marginTop: '-2px',
      boxSizing: 'border-box',
      borderRadius: '12px',
      border: `1px solid ${tokens.colorNeutralStroke1}`,
      lineHeight: '22px',
      textAlign: 'center',
      fontSize: tokens.fontSizeBase200,
    },
  },
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px 16px', marginTop: '24px' },
  fact: { marginTop: '12px' },
  note: { marginTop: '16px', color: tokens.colorNeutralForeground3 },
  details: {
    marginTop: '24px',
    color: tokens.colorNeutralForeground3,
    '& summary': { minHeight: '24px', width: 'fit-content', cursor: 'pointer' },
  },
});

type Props = {
  icon: keyof typeof icons;
  title: string;
  text: string;
  steps: string[];
  /** What stands in place of steps where there is nothing to do. */
  facts?: string[];
  notes?: string[];
  /** The words of the button that tries once more. */
  again?: string;
  /** Whether trying once more means loading the whole page. */
  reload?: boolean;
  details?: (string | undefined)[];
  link?: { href: string; text: string };
  children?: ReactNode;
};

/** A calm page that says what is the matter and what to do now. */
export function Guide({
  icon,
  title,
  text,
  steps,
  facts = [],
  notes = [],
  again,
  reload,
  details = [],
  link,
  children,
}: Props) {
  const styles = useStyles();
  const shared = useShared();
  const { say } = useWords();
  const Icon = icons[icon];
  const told = details.filter(Boolean);
  return (
    <article className={styles.guide}>
      <span className={styles.icon} aria-hidden>
        <Icon />
      </span>
      <h1 tabIndex={-1} className={styles.title}>
        {title}
      </h1>
      <p className={styles.text}>{text}</p>
      {steps.length > 0 && (
        <>
          <h2 className={styles.next}>{say('guide.next')}</h2>
          <ol className={styles.steps}>
            {steps.map(step => (
              <li key={step} className={styles.step}>
                {step}
              </li>
            ))}
          </ol>
        </>
      )}
      {facts.map(fact => (
        <p key={fact} className={styles.fact}>
          {fact}
        </p>
      ))}
      {children}
      <div className={styles.actions}>
        {again && <Again words={again} reload={reload ?? false} />}
        {link && (
          <Button
            as="a"
            href={link.href}
            appearance="primary"
            className={shared.target}
            onClick={event => {
              event.preventDefault();
              go('home');
            }}
          >
            {link.text}
          </Button>
        )}
      </div>
      {notes.map(note => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
      {told.length > 0 && (
        <details className={styles.details}>
          <summary>{say('guide.details')}</summary>
          {told.map(each => (
            <p key={each}>{each}</p>
          ))}
        </details>
      )}
    </article>
  );
}
