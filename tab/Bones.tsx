import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  bone: {
    minHeight: '12px',
    borderRadius: tokens.borderRadiusMedium,
    // Seen where the system sets the colours.
    border: '1px solid transparent',
    backgroundColor: tokens.colorNeutralStencil1Alpha,
    animationName: { '50%': { opacity: 0.5 } },
    animationDuration: '2s',
    animationIterationCount: 'infinite',
  },
});

/** A page's own shape while it loads, heard as one. Fluent's Skeleton does the same with 2 kB more. */
export function Bones({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    <div role="progressbar" aria-busy aria-label={label} className={className}>
      {children}
    </div>
  );
}

/** In the place of a line, a picture or a button. */
export function Bone({ className }: { className?: string }) {
  return <div aria-hidden className={mergeClasses(useStyles().bone, className)} />;
}
