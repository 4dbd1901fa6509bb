import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { emptyState, readState, type State, writeState } from './state.ts';

export type Store = {
  state: State;
  /** To be called after each change: saves soon, and tells the listeners. */
  changed: () => void;
  /** Tells the listeners of what is not saved. */
  tell: () => void;
  onChange: (listener: () => void) => () => void;
  /** Forgets everything but the keys. */
  reset: () => void;
  /** Saves what is not saved yet. */
  flush: () => Promise<void>;
};

const waitMs = 250;

/** Opens what an earlier run has saved; without a file everything stays in memory. */
export async function openStore(file: string | undefined): Promise<Store> {
  const state = file === undefined ? emptyState() : await load(file);
  const listeners = new Set<() => void>();
  let timer: NodeJS.Timeout | undefined;
  let dirty = false;
  let saving: Promise<void> = Promise.resolve();
  let lastMs = 0;

  async function save(): Promise<void> {
    if (file === undefined || !dirty) return;
    dirty = false;
    const began = performance.now();
    await writeWhole(file, writeState(state));
    lastMs = performance.now() - began;
  }

  function flush(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = undefined;
    saving = saving.then(save, save);
    return saving;
  }

  function saveSoon(): void {
    if (file === undefined) return;
    dirty = true;
    if (timer) return;
    timer = setTimeout(
      () => {
        timer = undefined;
        flush().catch(error => console.error(`sandbox: ${file} cannot be written:`, error));
      },
      Math.max(waitMs, lastMs * 10),
    );
  }

  function tell(): void {
    for (const listener of listeners) listener();
  }

  function changed(): void {
    saveSoon();
    tell();
  }

  return {
    state,
    changed,
    tell,
    flush,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    reset() {
      const { tenants, people, chats, apiKeys, applications, directories } = state;
      for (const map of [tenants, people, chats, apiKeys, applications, directories]) map.clear();
      state.mails.length = 0;
      changed();
    },
  };
}

async function load(file: string): Promise<State> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return emptyState();
  try {
    return readState(text);
  } catch (error) {
    const aside = `${file}.unreadable`;
    await rename(file, aside);
    console.error(`sandbox: ${file} cannot be read and is now ${aside}; starting empty.`, error);
    return emptyState();
  }
}

async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const next = `${file}.next`;
  const handle = await open(next, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(next, file);
}
