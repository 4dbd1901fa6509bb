import { Menu, MenuItem, MenuList, MenuPopover, type PositioningImperativeRef } from '@fluentui/react-components';
import { type RefObject, useEffect, useRef } from 'react';
import { useClock, useWords } from '../context.ts';
import { snoozeTimes } from './snooze-times.ts';

type Props = { target: RefObject<HTMLButtonElement | null>; close: () => void; choose: (until: Date) => void };

/** For how long an event may rest, each with its moment. */
export function SnoozeMenu({ target, close, choose }: Props) {
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
      positioning={{ positioningRef: positioning, position: 'below', align: 'start', autoSize: true }}
    >
      <MenuPopover aria-label={say('act.snooze')}>
        <MenuList aria-label={say('act.snooze')}>
          {snoozeTimes(now, clock.timeZone).map(({ choice, until }) => (
            <MenuItem
              key={choice}
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
