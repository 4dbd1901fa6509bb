import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useWords } from '../context.ts';

const longest = 280;
const shownAtFirst = 200;

const useStyles = makeStyles({
  button: {
    minWidth: 'auto',
    minHeight: '24px',
    marginInlineStart: '4px',
    paddingBlock: 0,
    paddingInline: '4px',
    color: tokens.colorBrandForegroundLink,
    '@media (pointer: coarse)': { minHeight: '44px' },
  },
});

/** What somebody wrote; of a long text the beginning, and all of it on demand. */
export function LongText({ text }: { text: string }) {
  const styles = useStyles();
  const { say } = useWords();
  const [all, setAll] = useState(false);
  if (text.length <= longest) return text;
  return (
    <>
      {all ? text : `${text.slice(0, shownAtFirst).replace(/\s*\S*$/u, '')}…`}
      <Button
        size="small"
        appearance="transparent"
        className={styles.button}
        aria-expanded={all}
        onClick={() => setAll(!all)}
      >
        {say(all ? 'text.less' : 'text.all')}
      </Button>
    </>
  );
}
