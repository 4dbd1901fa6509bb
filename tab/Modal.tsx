import { makeStyles, tokens } from '@fluentui/react-components';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { Announcer } from './Announcer.tsx';
import { tabStops } from './focus.ts';

const useStyles = makeStyles({
  dialog: {
    boxSizing: 'border-box',
    width: '600px',
    maxWidth: 'calc(100vw - 24px)',
    maxHeight: 'calc(100dvh - 24px)',
    margin: 'auto',
    padding: '24px',
    overflowY: 'auto',
    border: `1px solid ${tokens.colorTransparentStroke}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    boxShadow: tokens.shadow64,
    overflowWrap: 'anywhere',
    '::backdrop': { backgroundColor: tokens.colorBackgroundOverlay },
    '@media (max-width: 639px)': { padding: '18px 16px' },
  },
  title: {
    marginBottom: '8px',
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
  },
  body: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: '14px' },
  foot: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'flex-end',
    gap: '8px',
    marginTop: '20px',
  },
});

type Props = {
  title: string;
  children: ReactNode;
  /** The buttons. */
  foot: ReactNode;
  /** Asked for by Escape. It may leave the dialog open. */
  onClose: () => void;
};

/** A dialog of the browser's own: what is behind it is inert, and the focus goes back to what opened it. */
export function Modal({ title, children, foot, onClose }: Props) {
  const styles = useStyles();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    const around = headingAround(opener);
    dialog.current?.showModal();
    heading.current?.focus();
    return () => {
      // React commits what the dialog has changed first, and what opened it may be gone with that.
      requestAnimationFrame(() => {
        if (document.querySelector('dialog[open]')) return;
        const there = opener instanceof HTMLElement && opener.isConnected && opener.checkVisibility();
        (there ? opener : around)?.focus({ preventScroll: there });
      });
    };
  }, []);

  const onKeyDown = (event: KeyboardEvent<HTMLDialogElement>) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      onClose();
    }
    if (event.key !== 'Tab' || event.altKey || event.ctrlKey || event.metaKey) return;
    const stops = tabStops(event.currentTarget);
    const [first, last] = [stops.at(0), stops.at(-1)];
    const { activeElement } = document;
    const leaving = event.shiftKey
      ? activeElement === first || activeElement === heading.current
      : activeElement === last;
    if (!leaving) return;
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  };
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={id}
      onKeyDown={onKeyDown}
      // A phone's back button closes without a key: whoever may not close it yet sees it again.
      onClose={() => {
        onClose();
        requestAnimationFrame(() => dialog.current?.isConnected && !dialog.current.open && dialog.current.showModal());
      }}
    >
      <h2 id={id} ref={heading} tabIndex={-1} className={styles.title}>
        {title}
      </h2>
      <div className={styles.body}>{children}</div>
      <div className={styles.foot}>{foot}</div>
      {/* The page's own is inert now. */}
      <Announcer />
    </dialog>
  );
}

/** Where to go on when what opened the dialog is gone. */
function headingAround(element: Element | null): HTMLElement | null {
  for (let node = element; node; node = node.parentElement) {
    const heading = node.querySelector<HTMLElement>(':is(h1, h2)[tabindex]:not(dialog *)');
    if (heading) return heading;
  }
  return null;
}
