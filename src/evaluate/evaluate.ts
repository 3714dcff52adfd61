// How right is the program? Lines with the truth go through the very pipeline that tags posts; the report says how far
// they agree. Nothing is read or written here but the lines.
import { createPipeline } from '../enrich/pipeline.ts';
import type { EnrichedPost, Post } from '../post.ts';
import { measures } from './measures.ts';
import { neutralCity } from './neutral-city.ts';
import type { EvaluateOptions, Line, Report, Task } from './tasks.ts';

/** How many bad lines are named; all are counted. */
const mostNamed = 20;

/**
 * `lines` are the parsed lines of one file of the data folder's form (see `rows.ts`). A line that cannot be used is counted
 * and named by its number and reason, never quoted. Memory stays flat.
 */
export async function evaluate(
  task: Task,
  lines: AsyncIterable<Line> | Iterable<Line>,
  options: EvaluateOptions = {},
): Promise<Report> {
  const city = options.city ?? neutralCity(options.topics ?? []);
  const pipeline = createPipeline(city);
  let busyMs = 0;
  let posts = 0;

  function tag(text: string): EnrichedPost {
    const started = performance.now();
    const tagged = pipeline.enrich(postOf(text));
    busyMs += performance.now() - started;
    posts++;
    return tagged;
  }

  const measure = measures[task]({ tag, city, options });
  const badLines: Report['badLines'] = { count: 0, first: [] };
  // Lexicons and stemmers are read when they first come up: that is start-up, not speed.
  pipeline.enrich(postOf('A first post warms the parts up.'));
  for await (const { line, value } of lines) {
    const reason = measure.add(value);
    if (reason === undefined) continue;
    badLines.count++;
    if (badLines.first.length < mostNamed) badLines.first.push({ line, reason });
  }
  return { task, ...measure.report(), postsPerSecond: busyMs === 0 ? 0 : (posts / busyMs) * 1000, badLines };
}

function postOf(text: string): Post {
  const time = '2000-01-01T00:00:00.000Z';
  return { source: 'file', id: '1', channel: '', kind: 'post', createdAt: time, collectedAt: time, text };
}
