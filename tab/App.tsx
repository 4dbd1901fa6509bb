import {
  createDOMRenderer,
  FluentProvider,
  makeStyles,
  RendererProvider,
  type Theme,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { Boundary } from './Boundary.tsx';
import { type Data, DataContext, useStore, WordsContext } from './context.ts';
import { Frame } from './Frame.tsx';
import { surroundings, type ThemeName } from './surroundings.ts';
import { loadTheme } from './themes.ts';
import { loadWords, type Words } from './words.ts';

const useStyles = makeStyles({
  root: { minHeight: '100vh', backgroundColor: tokens.colorNeutralBackground3, colorScheme: 'inherit' },
});

/** Styles that Fluent makes at run time carry the nonce of this very answer. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } });

const product = document.querySelector<HTMLMetaElement>('meta[name="application-name"]')?.content ?? '';

export function App({ data }: { data: Data }) {
  return (
    <RendererProvider renderer={renderer} targetDocument={document}>
      <Boundary words={undefined}>
        <Themed data={data} />
      </Boundary>
    </RendererProvider>
  );
}

function Themed({ data }: { data: Data }) {
  const styles = useStyles();
  const { theme: name, locale } = useStore(surroundings);
  const theme = useTheme(name);
  const words = useWordsOf(locale);
  if (!theme) return null;
  return (
    <FluentProvider theme={theme} dir={words?.direction ?? 'ltr'} className={styles.root}>
      {words && (
        <Boundary words={words}>
          <WordsContext value={words}>
            <DataContext value={data}>
              <Frame product={product} />
            </DataContext>
          </WordsContext>
        </Boundary>
      )}
    </FluentProvider>
  );
}

/** The theme of that name; the one before stays until it is there. */
function useTheme(name: ThemeName): Theme | undefined {
  const [theme, setTheme] = useState<Theme>();
  const [fault, setFault] = useState<unknown>();
  if (fault) throw fault;
  useEffect(() => {
    let wanted = true;
    loadTheme(name).then(
      loaded => wanted && setTheme(loaded),
      error => wanted && setFault(error),
    );
    return () => {
      wanted = false;
    };
  }, [name]);
  return theme;
}

/** The words of the locale; those before stay until they are there. */
function useWordsOf(locale: string): Words | undefined {
  const [words, setWords] = useState<Words>();
  const [fault, setFault] = useState<unknown>();
  if (fault) throw fault;
  useEffect(() => {
    let wanted = true;
    loadWords(locale, product).then(
      loaded => {
        if (!wanted) return;
        document.documentElement.lang = loaded.locale;
        document.documentElement.dir = loaded.direction;
        setWords(loaded);
      },
      error => wanted && setFault(error),
    );
    return () => {
      wanted = false;
    };
  }, [locale]);
  return words;
}
