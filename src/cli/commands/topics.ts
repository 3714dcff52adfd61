// `earshot topics`: the taxonomy in use. `earshot topics test FILE`: which stored posts another one would move, before it is applied.
import { resolve } from 'node:path';
import { Argument, Option } from 'commander';
import { loadTopicsPath } from '../../config/load-city.ts';
import { ConfigError } from '../../errors.ts';
import { onOneLine } from '../../files/safe-text.ts';
import { compareTopics, type Move, type TopicComparison } from '../../jobs/compare-topics.ts';
import { isoInCity } from '../../store/city-time.ts';
import { samplePosts } from '../../store/kept-posts.ts';
import { type CliCommand, type CommandContext, type Io, line, type Run } from '../command.ts';
import { askedPeriod } from '../misunderstood.ts';
import { type Format, formats } from '../render/answer.ts';
import { renderRows } from '../render/rows.ts';

interface Options {
  from?: string;
  to?: string;
  limit: string;
  examples: string;
  format: Format;
  city?: string;
}

const mostPosts = 100_000;
const mostExamples = 1_000;
/** Examples of posts that lose and gain the same topics. */
const mostAlike = 2;
const excerptLength = 160;

const run: Run<Options> = ([action = 'list', file], options, context) => {
  if (action === 'list' && file === undefined) return list(options, context);
  if (action === 'list') throw new ConfigError('topics list takes no file');
  if (file === undefined) throw new ConfigError('topics test needs the file of the changed topics');
  return test(file, options, context);
};

async function list(options: Options, { io, runtime }: CommandContext): Promise<number> {
  const city = await (await runtime()).cities.get(options.city, io.cwd);
  const rows = city.topics.map(({ id, label, within = '', description }) => ({
    id,
    label,
    within,
    description,
  }));
  io.stdout.write(await renderRows(rows, options.format, { width: io.width, color: io.color }));
  return 0;
}

function whole(name: string, text: string, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= most) return value;
  throw new ConfigError(`--${name} — expected a number from 0 to ${most}`);
}

async function test(file: string, options: Options, { io, runtime: open }: CommandContext): Promise<number> {
  const limit = whole('limit', options.limit, mostPosts);
  const examples = whole('examples', options.examples, mostExamples);
  const topics = await loadTopicsPath(resolve(io.cwd, file));
  const runtime = await open();
  const city = await runtime.cities.get(options.city, io.cwd);
  const { fromMs, toMs } = askedPeriod(city.timezone, options);
  const posts = await samplePosts(runtime.store.jobs, { city: city.id, fromMs, toMs, limit });
  if (posts.length === 0) line(io.stderr, 'no posts in this period; name another with --from and --to');
  const comparison = await compareTopics(runtime.pool(), city, topics, posts);
  const period = { from: isoInCity(city.timezone, fromMs), to: isoInCity(city.timezone, toMs) };
  await show(comparison, { city: city.id, ...period }, examples, options.format, io);
  return 0;
}

const keyOf = ({ lost, gained }: Move) => JSON.stringify([lost, gained]);

/** Few of each kind first, so that a change that moves many posts does not hide the others. */
export function chooseExamples(moves: readonly Move[], most: number): Move[] {
  const seen = new Map<string, number>();
  const chosen = moves.filter((move) => {
    const count = (seen.get(keyOf(move)) ?? 0) + 1;
    seen.set(keyOf(move), count);
    return count <= mostAlike;
  });
  return chosen.slice(0, most);
}

/** Texts are for a terminal: files of the other formats may leave the installation. */
async function show(
  { posts, topics, moves }: TopicComparison,
  query: object,
  most: number,
  format: Format,
  io: Io,
): Promise<void> {
  const style = { width: io.width, color: io.color };
  if (format === 'json') {
    const named = chooseExamples(moves, most).map(({ post, lost, gained }) => {
      return { source: post.source, id: post.id, lost, gained };
    });
    io.stdout.write(
      `${JSON.stringify({ query, posts, moved: moves.length, topics, moves: named }, null, 2)}\n`,
    );
    return;
  }
  const changed = topics.filter(({ gained, lost }) => gained + lost > 0);
  io.stdout.write(await renderRows(format === 'table' ? changed : topics, format, style));
  if (format !== 'table') return;
  line(io.stdout, `${moves.length} of ${posts} posts would move`);
  for (const { post, lost, gained } of chooseExamples(moves, most)) {
    const change = [...lost.map((id) => `−${id}`), ...gained.map((id) => `+${id}`)].join(' ');
    const text = onOneLine([post.title, post.text].filter(Boolean).join(': '));
    const excerpt = text.length > excerptLength ? `${text.slice(0, excerptLength).toWellFormed()}…` : text;
    line(io.stdout, `\n${change}  (${onOneLine(`${post.source} ${post.id}`)})\n  ${excerpt}`);
  }
}

export const topics: CliCommand = {
  define: (command) =>
    command
      .description('the topics in use; test shows which stored posts a changed file of topics would move')
      .addArgument(new Argument('[action]', 'what to do').choices(['list', 'test']).default('list'))
      .argument('[file]', 'test: a topics.yaml that is not in use yet')
      .option('--from <time>', 'test: start, inclusive; default: 30 days before --to')
      .option('--to <time>', 'test: end, exclusive; default: the end of today')
      .option('--limit <n>', 'test: at most so many posts of the period, drawn by chance', '5000')
      .option('--examples <n>', 'test: at most so many posts that move', '20')
      .addOption(
        new Option('--format <format>', 'how to show it; only the table has texts')
          .choices(formats)
          .default('table'),
      ),
  run,
};
