import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Bone, Bones } from '../Bones.tsx';
import { useWords } from '../context.ts';
import { Panel } from '../Panel.tsx';
import { useShared } from '../styles.ts';
import { useWeekLayout } from './week-layout.ts';

const useStyles = makeStyles({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: '12px',
    marginBottom: tokens.spacingVerticalL,
  },
  title: {
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontWeight: tokens.fontWeightSemibold,
  },
  name: { width: '120px', marginBlock: '4px' },
  body: { padding: '16px 20px 20px', '@media (max-width: 639px)': { padding: '14px' } },
  rows: { display: 'grid', gap: '22px' },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px 12px' },
  needMark: { '@media (max-width: 639px)': { display: 'none' } },
  lines: { flexGrow: 1, flexBasis: 0, display: 'grid', alignContent: 'start', gap: '8px' },
  needLines: { flexBasis: '24em' },
  mark: { boxSizing: 'border-box', width: '20px', height: '20px', borderRadius: '50%' },
  disc: { width: '36px', height: '36px' },
  line: { height: '16px' },
  half: { width: '45%' },
  most: { width: '70%' },
  button: { boxSizing: 'border-box', width: '150px', maxWidth: '100%', height: '32px' },
  tile: { height: '72px' },
});

type RowsProps = { count: number; mark?: 36 | 20; action?: boolean };

/** Home's own shape while it loads. */
export function HomeSkeleton({ inside = false }: { inside?: boolean }) {
  const styles = useStyles();
  const shared = useShared();
  const week = useWeekLayout();
  const { say } = useWords();
  return (
    <>
      {!inside && (
        <div className={styles.head}>
          <h1 className={styles.title}>{say('home.title')}</h1>
          <Bone className={styles.name} />
        </div>
      )}
      <Bones label={say('page.loading')} className={shared.columns}>
        <div className={shared.column}>
          <Panel title={say('needs.title')}>
            <Rows count={4} mark={36} action />
          </Panel>
          <Panel title={say('latest.title')}>
            <Rows count={5} />
          </Panel>
        </div>
        <div className={shared.column}>
          <Panel title={say('week.title')}>
            <div className={styles.body} aria-hidden>
              <div className={week.kinds}>
                {['matched', 'referred', 'recommended', 'actions'].map(kind => (
                  <Bone key={kind} className={styles.tile} />
                ))}
              </div>
            </div>
          </Panel>
          <Panel title={say('setup.title')}>
            <Rows count={6} mark={20} />
          </Panel>
        </div>
      </Bones>
    </>
  );
}

function Rows({ count, mark, action = false }: RowsProps) {
  const styles = useStyles();
  return (
    <div className={mergeClasses(styles.body, styles.rows)} aria-hidden>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike and never move
        <div key={index} className={mergeClasses(mark && styles.row)}>
          {mark && (
            <Bone className={mergeClasses(styles.mark, mark === 36 && styles.disc, action && styles.needMark)} />
          )}
          <div className={mergeClasses(styles.lines, action && styles.needLines)}>
            <Bone className={mergeClasses(styles.line, index % 2 === 0 ? styles.most : styles.half)} />
            <Bone className={styles.half} />
          </div>
          {action && <Bone className={styles.button} />}
        </div>
      ))}
    </div>
  );
}
