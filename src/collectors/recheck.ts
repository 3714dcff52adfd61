// Looking again at what is stored: what a collector is given for it, and what it answers.
import type { CollectContext } from './collector.ts';

/** A post as far as a platform needs to be told which one is meant. */
export interface StoredPost {
  id: string;
  channel: string;
  kind: string;
  /** ISO 8601 */
  createdAt: string;
}

export interface RecheckContext<Options>
  extends Omit<CollectContext<Options>, 'cursor' | 'live' | 'from' | 'to' | 'progress'> {
  /** what the last answer left pending for these same posts */
  pending?: unknown;
}

export type CheckContext<Options> = Omit<RecheckContext<Options>, 'pending'>;

export interface Rechecked<Item> {
  /** ids of those that are gone from the platform, or must go by its rules */
  gone: readonly string[];
  /** the others as they are now, where the answer has them anyway: edits and engagement come with it */
  items?: readonly Item[];
  /**
   * The platform works on it (a compliance job): the same posts are given again after `afterMs`, with this `state`
   * (JSON). `gone` holds nothing then.
   */
  pending?: { state: unknown; afterMs: number };
}
