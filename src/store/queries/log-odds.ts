// Which words set one stretch of time apart from another. Pure.

export interface WordCount {
  /** posts that say it now, and before */
  now: number;
  before: number;
}

/**
 * z of the log-odds ratio with an informative Dirichlet prior (B. Monroe, M. Colaresi, K. Quinn: Fightin' Words, Political Analysis 16, 2008, eq. 16
 * and 22). The prior has the words of both stretches, and weighs as much as `priorSize` posts: it draws rare words towards "no
 * difference", so that what one post says once does not lead the list.
 */
export function logOddsZ(word: WordCount, total: WordCount, priorSize: number): number {
  const share = (word.now + word.before) / (total.now + total.before);
  const prior = priorSize * share;
  const odds = (count: number, all: number) =>
    Math.log(count + prior) - Math.log(Math.max(0.5, all + priorSize - count - prior));
  const variance = 1 / (word.now + prior) + 1 / (word.before + prior);
  return (odds(word.now, total.now) - odds(word.before, total.before)) / Math.sqrt(variance);
}
