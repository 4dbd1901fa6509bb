import { makeStyles } from '@fluentui/react-components';
import { Bone, Bones } from '../Bones.tsx';
import { useWords } from '../context.ts';

const useStyles = makeStyles({
  root: { display: 'grid', gap: '10px', paddingBlock: '8px' },
  half: { width: '45%', minHeight: '16px' },
  most: { width: '70%', minHeight: '16px' },
});

/** Where something small is awaited. */
export function Waiting() {
  const styles = useStyles();
  const { say } = useWords();
  return (
    <Bones label={say('page.loading')} className={styles.root}>
      <Bone className={styles.most} />
      <Bone className={styles.half} />
    </Bones>
  );
}
