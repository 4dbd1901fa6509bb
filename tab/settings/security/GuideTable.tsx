import type { Guide } from '#api/settings/security/contract.ts';
import { Marked } from '../Marked.tsx';
import { useTableStyles } from '../styles.ts';

type Table = NonNullable<Guide['steps'][number]['table']>;

export function GuideTable({ table: { head, rows } }: { table: Table }) {
  const styles = useTableStyles();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {head.map(name => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.join()}>
            {row.map((cell, index) => (
              <td key={head[index]}>
                <Marked text={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
