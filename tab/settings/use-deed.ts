import { useCallback, useState } from 'react';
import { type Fault, faultFrom } from '../api.ts';

/** One thing at a time that is done on the server: whether it is under way, and why it failed. */
export function useDeed() {
  const [state, setState] = useState<{ busy: boolean; fault?: Fault }>({ busy: false });
  /** @returns whether it was done. */
  const run = useCallback(async (deed: () => Promise<void>): Promise<boolean> => {
    setState({ busy: true });
    try {
      await deed();
      setState({ busy: false });
      return true;
    } catch (error) {
      setState({ busy: false, fault: faultFrom(error) });
      return false;
    }
  }, []);
  return { ...state, run };
}
