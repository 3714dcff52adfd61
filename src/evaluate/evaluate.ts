// How right is the program? Lines with the truth go through the very pipeline that tags posts; the report says how far
// they agree. Nothing is read or written here but the lines.
import type { Post } from '../post.ts';
import { measures } from './measures/catalog.ts';
import { neutralCity } from './neutral-city.ts';
import { ownAnswers } from './own-answers.ts';
import { postOf } from './rows.ts';
import { createStopwatch } from './stopwatch.ts';
import type { EvaluateOptions, Line, Report, Task } from './tasks.ts';

/** How many bad lines are named; all are counted. */
const mostNamed = 20;

/**
 * `lines` are the parsed lines of one file of the data folder's form (see `rows.ts`). A line that cannot be used is counted
 * and named by its number and reason, never quoted. Of each row only its outcome is kept.
 */
export async function evaluate(
  task: Task,
  lines: AsyncIterable<Line> | Iterable<Line>,
  options: EvaluateOptions = {},
): Promise<Report> {
  const city = options.city ?? neutralCity(options.topics ?? []);
  const asked = options.answers ?? ownAnswers(city, options.map);
  const stopwatch = createStopwatch();
  const measure = measures[task]({ answers: stopwatch.timed(asked), city, options });
  const badLines: Report['badLines'] = { count: 0, first: [] };
  // Lexicons and models are read when they first come up: that is start-up, not speed.
  for (const answer of Object.values(asked)) answer(warmUp, { aspect: '' });
  stopwatch.start();
  for await (const { line, value, problem } of lines) {
    const reason = problem ?? measure.add(value);
    if (reason === undefined) continue;
    badLines.count++;
    if (badLines.first.length < mostNamed) badLines.first.push({ line, reason });
  }
  const seconds = stopwatch.seconds();
  const report = measure.report();
  return { task, ...report, postsPerSecond: seconds === 0 ? 0 : report.n / seconds, badLines };
}

const warmUp: Post = postOf({ text: 'A first post warms the parts up.' });
