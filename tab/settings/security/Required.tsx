import { makeStyles } from '@fluentui/react-components';
import { useRef } from 'react';
import type { Connection, Security } from '#api/settings/security/contract.ts';
import { announce } from '../../announce.ts';
import { useData } from '../../context.ts';
import { Choice } from '../Choice.tsx';
import { Disclosure } from '../Disclosure.tsx';
import { Saved, useSaved } from '../Saved.tsx';
import { useSettingsWords } from '../settings-words.ts';
import { useSettingsStyles, useTableStyles } from '../styles.ts';
import { Trouble } from '../Trouble.tsx';
import { useDeed } from '../use-deed.ts';
import { requiredAttributes } from './attributes.ts';
import { providerName } from './provider-name.ts';
import { base, type Looking } from './use-security.ts';

const useStyles = makeStyles({
  root: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: '8px', marginTop: '8px' },
});

type List = Connection['required'];
type Props = { connection: Connection; looking: Looking; mayChange: boolean };

/** Which attributes a person needs, and where they come from. */
export function Required({ connection, looking, mayChange }: Props) {
  const styles = useStyles();
  const table = useTableStyles();
  const settings = useSettingsStyles();
  const say = useSettingsWords();
  const { api } = useData();
  const { fault, run } = useDeed();
  const [saved, save] = useSaved();
  const block = useRef<HTMLDivElement>(null);
  const { id, provider, required } = connection;
  const name = providerName(provider, say);
  const set = async (list: List): Promise<void> => {
    const place = (given: Security): Security => ({
      ...given,
      connections: given.connections.map(each => (each.id === id ? { ...each, required: list } : each)),
    });
    const done = await run(() =>
      looking.feed.change(place, async () => {
        const answer = await api.put<Security>(`${base}/connections/${encodeURIComponent(id)}/required`, {
          required: list,
        });
        return () => answer;
      }),
    );
    if (done) announce(say('required.saved', { list: say(`required.${list}`) }));
    save(done && list !== required ? { undo: () => set(required) } : undefined);
  };
  const from = (entry: (typeof requiredAttributes)[number]) => entry.from[provider];
  return (
    <div ref={block} className={styles.root}>
      <Choice
        legend={say('required.title')}
        value={required}
        disabled={!mayChange}
        choose={list => void set(list)}
        options={[
          { value: 'all', text: say('required.all'), hint: say('required.all.hint') },
          { value: 'short', text: say('required.short'), hint: say('required.short.hint') },
        ]}
      />
      {saved && (
        <Saved
          text={say('required.saved', { list: say(`required.${required}`) })}
          undo={saved.undo}
          back={() => block.current?.querySelector('input')}
        />
      )}
      {fault && <Trouble title={say('required.failed')} fault={fault} />}
      <p className={settings.small}>{say('required.what')}</p>
      <Disclosure title={say('required.table')}>
        {() => (
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">{say('required.attribute')}</th>
                {requiredAttributes.some(from) && <th scope="col">{say('required.from', { name })}</th>}
                <th scope="col">{say('required.need')}</th>
              </tr>
            </thead>
            <tbody>
              {requiredAttributes.map(entry => (
                <tr key={entry.name}>
                  <th scope="row" className={settings.code}>
                    {entry.name}
                  </th>
                  {requiredAttributes.some(from) && <td className={settings.code}>{from(entry) ?? '–'}</td>}
                  <td>{say(required === 'all' || entry.short ? 'required.yes' : 'required.no')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Disclosure>
    </div>
  );
}
