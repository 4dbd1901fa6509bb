import { Link, makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  seen: { fontWeight: tokens.fontWeightSemibold },
  typed: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
});

/** A text in which `**…**` stands around what a console shows and backticks around what is typed; addresses lead there. */
export function Marked({ text }: { text: string }) {
  const styles = useStyles();
  // Odd pieces are the marked ones.
  const pieces = text.split(/(\*\*.+?\*\*|`.+?`|https:\/\/[^\s,;)]*[^\s,;).])/);
  return pieces.map((piece, index) => {
    const key = `${index} ${piece}`;
    if (index % 2 === 0) return piece;
    if (piece.startsWith('https:'))
      return (
        <Link key={key} inline href={piece} target="_blank" rel="noreferrer">
          {piece}
        </Link>
      );
    return piece.startsWith('`') ? (
      <code key={key} className={styles.typed}>
        {piece.slice(1, -1)}
      </code>
    ) : (
      <strong key={key} className={styles.seen}>
        {piece.slice(2, -2)}
      </strong>
    );
  });
}
