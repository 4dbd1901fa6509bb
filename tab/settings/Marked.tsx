import { makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  seen: { fontWeight: tokens.fontWeightSemibold },
  typed: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
});

/** A text in which `**…**` stands around what a console shows and backticks around what is typed. */
export function Marked({ text }: { text: string }) {
  const styles = useStyles();
  // Odd pieces are the marked ones.
  const pieces = text.split(/(\*\*.+?\*\*|`.+?`)/);
  return pieces.map((piece, index) => {
    const key = `${index} ${piece}`;
    if (index % 2 === 0) return piece;
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
