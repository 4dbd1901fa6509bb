import {
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  makeStyles,
  type PositioningImperativeRef,
  tokens,
} from '@fluentui/react-components';
import { type RefObject, useEffect, useRef } from 'react';
import { useClock, useWords } from '../context.ts';
import { snoozeTimes } from './snooze-times.ts';

const useStyles = makeStyles({
  popover: { border: `1px solid ${tokens.colorNeutralStroke1}`, maxWidth: 'min(320px, 100vw - 24px)' },
  item: { columnGap: '16px' },
});

type Props = { target: RefObject<HTMLButtonElement | null>; close: () => void; choose: (until: Date) => void };

/** For how long an event may rest, each with its moment. */
export function SnoozeMenu({ target, close, choose }: Props) {
  const styles = useStyles();
  const { say } = useWords();
  const clock = useClock();
  const positioning = useRef<PositioningImperativeRef>(null);
  const now = new Date();
  useEffect(() => {
    if (target.current) positioning.current?.setTarget(target.current);
  }, [target]);
  return (
    <Menu
      open
      // Inside the page's own landmark, not at the end of the document.
      inline
      onOpenChange={(_event, { open }) => !open && close()}
      positioning={{ positioningRef: positioning, position: 'below', align: 'end', autoSize: true }}
    >
      <MenuPopover className={styles.popover} aria-label={say('act.snooze')}>
        <MenuList aria-label={say('act.snooze')}>
          {snoozeTimes(now, clock.timeZone).map(({ choice, until }) => (
            <MenuItem
              key={choice}
              className={styles.item}
              secondaryContent={clock.moment(until, now)}
              onClick={() => {
                close();
                choose(until);
              }}
            >
              {say(`snooze.${choice}`)}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
