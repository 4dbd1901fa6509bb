import { makeStyles, tokens } from '@fluentui/react-components';
import type { LogEntry } from '#api/settings/security/contract.ts';
import { useShared } from '../../styles.ts';
import { useSettingsWords } from '../settings-words.ts';
import { useSettingsStyles, useTableStyles } from '../styles.ts';

const useStyles = makeStyles({ none: { color: tokens.colorNeutralForeground3 } });

/** What each attribute was and what it is. */
export function Changes({ changes }: { changes: LogEntry['changes'] }) {
  const styles = useStyles();
  const table = useTableStyles();
  const shared = useShared();
  const settings = useSettingsStyles();
  const say = useSettingsWords();
  // Of a new person or group nothing was there before.
  const hadAny = changes.some(({ before }) => before !== undefined);
  const none = <span className={styles.none}>{say('changes.none')}</span>;
  return (
    <table className={table.table}>
      <caption className={shared.unseen}>{say('changes.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('changes.attribute')}</th>
          {hadAny && <th scope="col">{say('changes.before')}</th>}
          <th scope="col">{say('changes.after')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ attribute, before, after }) => (
          <tr key={attribute}>
            <th scope="row" className={settings.code}>
              {attribute}
            </th>
            {hadAny && <td>{before ?? none}</td>}
            <td>{after ?? none}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
