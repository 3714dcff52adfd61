// Where producers pause: the queue is bounded, however fast they are and however long the store is away.
import { setTimeout as pause } from 'node:timers/promises';
import { unlessAborted } from './deadline.ts';

/** Jobs that may wait, put-off ones included: what fails again and again must not make room for more. */
export const maxWaiting = 200;
const firstPauseMs = 20;
const longestPauseMs = 500;

/** Resolves when `hasRoom` says so; asks again by itself. Rejects with the signal's reason. */
export async function waitForRoom(hasRoom: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    if (await unlessAborted(hasRoom(), signal)) return;
    await unlessAborted(pause(pauseMs), signal);
  }
}
