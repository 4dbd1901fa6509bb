import type { LiveState } from './live.ts';
import { createStore } from './store.ts';

export const liveState = createStore<LiveState>('idle');
