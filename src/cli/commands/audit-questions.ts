// The questions of `earshot audit relevance --label interactive`, on a terminal only. Loaded late: other commands need no prompts.

import { neutralise } from '../../files/safe-text.ts';
import { isoInCity } from '../../store/city-time.ts';
import type { RelevanceLabel, SampledPost } from '../../store/relevance-audit.ts';
import { type Io, line } from '../command.ts';

const longestShown = 500;

/** Posts in an order that does not tell what the program decided: people agree with what they are told. */
const blind = (posts: readonly SampledPost[]) =>
  posts.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

/** Asks yes, no or skip for each; Ctrl-C ends the questions and keeps the answers. */
export async function askForLabels(
  posts: readonly SampledPost[],
  timezone: string,
  io: Pick<Io, 'stdin' | 'stderr' | 'signal'>,
): Promise<RelevanceLabel[]> {
  const { input } = await import('@inquirer/prompts');
  const labels: RelevanceLabel[] = [];
  for (const [index, post] of blind(posts).entries()) {
    const context = post.parent_text || post.thread_title;
    line(io.stderr, `\n${index + 1} of ${posts.length} · ${post.source} · ${isoInCity(timezone, post.at)}`);
    if (context !== '') line(io.stderr, `in reply to: ${neutralise(context.slice(0, longestShown))}`);
    line(
      io.stderr,
      neutralise(
        [post.title, post.text]
          .filter((text) => text !== '')
          .join('\n')
          .slice(0, longestShown),
      ),
    );
    try {
      const answer = await input(
        {
          message: 'About this city? (y, n, empty to skip)',
          validate: (said) => /^[yn]?$/i.test(said.trim()) || 'Expected y, n or nothing.',
        },
        { input: io.stdin, output: io.stderr, signal: io.signal },
      );
      const said = answer.trim().toLowerCase();
      if (said !== '') labels.push({ source: post.source, id: post.id, relevant: said === 'y' });
    } catch {
      break;
    }
  }
  return labels;
}
