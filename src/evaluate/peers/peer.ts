// Another program that is measured beside ours. Peers are development dependencies: the installed program has none.
import { createRequire } from 'node:module';
import type { Answers } from '../answers.ts';

export interface Peer {
  /** as the table names it */
  name: string;
  /** Rejects where its package is not installed. */
  load(): Promise<Answers>;
}

/** A package without types, or one that may be missing. */
export const importPackage = (name: string): Promise<Record<string, unknown>> =>
  import(name) as Promise<Record<string, unknown>>;

/** A CommonJS file of a package. */
export const requirePackage = createRequire(import.meta.url);

const missing = new Set(['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND', 'ERR_PACKAGE_PATH_NOT_EXPORTED']);

/** Undefined where its package is not installed. */
export async function loadPeer(peer: Peer): Promise<Answers | undefined> {
  try {
    return await peer.load();
  } catch (error) {
    if (missing.has((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

/** What a lexicon's score says: from `from` on positive, from −`from` on negative, else neutral. */
export function labelOf(score: number, from = Number.MIN_VALUE): string {
  if (score >= from) return 'positive';
  return score <= -from ? 'negative' : 'neutral';
}

/** A lexicon knows no aspects: what the whole text says is said of each. */
export function lexiconAnswers(labelOfText: (text: string) => string): Answers {
  const answer = (text: string) => ({ label: labelOfText(text) });
  return {
    sentiment: ({ text }) => answer(text),
    aspectSentiment: ({ text }) => answer(text),
  };
}
