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

/** Undefined when it is usual, or may be chance; `questions`: terms that were looked at, as each is a question of its own. */
function burstOf(
  term: TermNow,
  { usual, weeks }: { usual: number; weeks: number },
  questions: number,
  limits: TermLimits,
): TermBurst | undefined {
  if (term.posts < limits.ratio * usual) return undefined;
  const p = riseP(term.posts, { mean: usual, weeks, spread: 1 });
  return p * questions < limits.p ? { ...term, usual, p } : undefined;
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
    .filter(({ voices, posts }) => voices >= limits.voices && posts >= limits.voices)
    .map((term) => burstOf(term, { usual: term.before / weeks, weeks }, terms.length, limits))
    .filter((burst) => burst !== undefined)
    .sort((a, b) => a.p - b.p || b.posts - a.posts || (a.term < b.term ? -1 : 1));
}

/** A stretch of time just before: its posts, and how many of them say a term. */
export interface Lately {
  posts: number;
  terms: ReadonlyMap<string, number>;
}

/**
 * Those that were hardly ever said in the days just before either: in the mean of weeks a story of yesterday is next to nothing, and it would be told
 * as new every morning. The stretch in which a term was said most is what is usual; one with fewer posts than now says too little.
 */
export function stillNew(
  bursts: readonly TermBurst[],
  lately: readonly Lately[],
  { now, questions }: { now: number; questions: number },
  limits: TermLimits,
): TermBurst[] {
  const known = lately.filter(({ posts }) => posts >= now);
  return bursts
    .map((burst) => {
      let most = { usual: burst.usual, weeks: 0 };
      for (const { posts, terms } of known) {
        const weeks = posts / now;
        const usual = (terms.get(burst.term) ?? 0) / weeks;
        if (usual > most.usual) most = { usual, weeks };
      }
      return most.weeks === 0 ? burst : burstOf(burst, most, questions, limits);
    })
    .filter((burst) => burst !== undefined);
}
