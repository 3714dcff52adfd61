// Which terms burst: said by several people now, and hardly ever before. Pure.
import { riseP } from '../store/queries/usual.ts';

export interface TermNow {
  term: string;
  /** posts that say it, no copies, without the largest conversation */
  posts: number;
  voices: number;
  /** posts of the weeks before that say it; of a term that was too rare to be kept, as many as it may have been */
  before: number;
}

export interface TermLimits {
  /** that any term at all is told for nothing, in one look */
  p: number;
  /** times the usual share */
  ratio: number;
  voices: number;
}

export interface TermBurst extends TermNow {
  usual: number;
  p: number;
}

/** `now` and `before`: all posts of both times. Least likely first. */
export function detectTerms(
  terms: readonly TermNow[],
  { now, before }: { now: number; before: number },
  limits: TermLimits,
): TermBurst[] {
  if (now === 0 || before === 0) return [];
  const weeks = before / now;
  return terms
    .flatMap((term) => {
      const usual = term.before / weeks;
      if (term.voices < limits.voices || term.posts < limits.voices) return [];
      if (term.posts < limits.ratio * usual) return [];
      const p = riseP(term.posts, { mean: usual, weeks, spread: 1 });
      // Every term is a question of its own.
      return p * terms.length < limits.p ? [{ ...term, usual, p }] : [];
    })
    .sort((a, b) => a.p - b.p || b.posts - a.posts || (a.term < b.term ? -1 : 1));
}
