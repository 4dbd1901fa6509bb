import { makeStyles, tokens } from '@fluentui/react-components';
import { Bone, Bones } from './Bones.tsx';
import { useWords } from './context.ts';

const useStyles = makeStyles({
  title: {
    marginBottom: tokens.spacingVerticalL,
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontWeight: tokens.fontWeightSemibold,
  },
  parts: { display: 'grid', gap: '20px' },
  part: { height: '180px', borderRadius: tokens.borderRadiusXLarge },
});

/** A page while it loads; without a title where the page has shown its own. */
export function PageSkeleton({ title }: { title?: string }) {
  const styles = useStyles();
  const { say } = useWords();
  return (
    <>
      {title && <h1 className={styles.title}>{title}</h1>}
      <Bones label={say('page.loading')} className={styles.parts}>
        <Bone className={styles.part} />
        <Bone className={styles.part} />
      </Bones>
    </>
  );
}
