import { makeStyles, mergeClasses, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { useWords } from '../context.ts';
import { Panel } from '../Panel.tsx';
import { useShared } from '../styles.ts';
import { useWeekLayout } from './week-layout.ts';

const useStyles = makeStyles({
  head: { marginBottom: tokens.spacingVerticalL },
  title: {
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontWeight: tokens.fontWeightSemibold,
  },
  name: { width: '120px', marginBlock: '4px' },
  body: { padding: '16px 20px 20px', '@media (max-width: 639px)': { padding: '14px' } },
  rows: { display: 'grid', gap: '22px' },
  row: { display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr)', columnGap: '12px' },
  lines: { display: 'grid', gap: '8px' },
  half: { width: '45%' },
  most: { width: '70%' },
  button: { width: '150px', maxWidth: '100%' },
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
          <Skeleton appearance="translucent" aria-hidden>
            <SkeletonItem size={12} className={styles.name} />
          </Skeleton>
        </div>
      )}
      <Skeleton appearance="translucent" aria-label={say('page.loading')} aria-busy className={shared.columns}>
        <div className={shared.column}>
          <Panel title={say('needs.title')}>
            <Rows count={3} mark={36} action />
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
                  <SkeletonItem key={kind} className={styles.tile} />
                ))}
              </div>
            </div>
          </Panel>
          <Panel title={say('setup.title')}>
            <Rows count={6} mark={20} />
          </Panel>
        </div>
      </Skeleton>
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
          {mark && <SkeletonItem shape="circle" size={mark} />}
          <div className={styles.lines}>
            <SkeletonItem size={16} className={index % 2 === 0 ? styles.most : styles.half} />
            <SkeletonItem size={12} className={styles.half} />
            {action && <SkeletonItem size={32} className={styles.button} />}
          </div>
        </div>
      ))}
    </div>
  );
}
