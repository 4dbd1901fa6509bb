import { makeStyles } from '@fluentui/react-components';

/** What several components share. */
export const useShared = makeStyles({
  /** Heard, not seen. */
  unseen: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
  /** For buttons and links that stand alone: 32 px, and 44 px where fingers touch. */
  target: { minHeight: '32px', '@media (pointer: coarse)': { minHeight: '44px' } },
  /** Two columns where there is room; a skeleton has the same. */
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 340px)',
    alignItems: 'start',
    gap: '20px',
    '@media (max-width: 959px)': { gridTemplateColumns: 'minmax(0, 1fr)', gap: '16px' },
  },
  column: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: '20px',
    '@media (max-width: 959px)': { gap: '16px' },
  },
});
