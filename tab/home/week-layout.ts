import { makeStyles } from '@fluentui/react-components';

/** The numbers of the week, and of its skeleton. */
export const useWeekLayout = makeStyles({
  kinds: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    gap: '8px',
    '@media (min-width: 520px) and (max-width: 959px)': { gridTemplateColumns: 'repeat(4, minmax(0, 1fr))' },
  },
});
