// Whether a load of posts is on its way: then the figures are not yet what they will be.
import { useAsk } from './ask.ts';

interface Counts {
  waiting?: number;
  active?: number;
}

interface Ready {
  queues?: { enrich?: Counts; collect?: Counts };
}

/** A few batches are always in hand while sources are collected; more than that is a load. */
const usual = 3;

export function useArriving(turn: number): boolean {
  const { answer } = useAsk<Ready>('/readyz', turn);
  const { enrich, collect } = answer?.queues ?? {};
  const batches = (enrich?.waiting ?? 0) + (enrich?.active ?? 0);
  return batches > usual || (batches > 0 && (collect?.active ?? 0) > 0);
}
