// How many batches of posts are still on their way.
import { useAsk } from './ask.ts';

interface Ready {
  queues?: Record<string, { waiting?: number; active?: number } | undefined>;
}

/** A few batches are always in hand while sources are collected; more than that is a load. */
const usual = 3;

/** Batches that wait or are worked on; 0 when it is no more than usual. */
export function useArriving(turn: number): number {
  const { answer } = useAsk<Ready>('/readyz', turn);
  const { waiting = 0, active = 0 } = answer?.queues?.enrich ?? {};
  return waiting + active > usual ? waiting + active : 0;
}
