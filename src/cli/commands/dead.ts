// `earshot dead list|retry`: what could not be processed, why, and another try.
import { Argument, Option } from 'commander';
import { jobId } from '../../queues.ts';
import type { DeadLetter } from '../../store/dead-letters.ts';
import { type CliCommand, type CommandContext, line, type Run } from '../command.ts';
import { type Format, formats } from '../render/answer.ts';
import { renderRows } from '../render/rows.ts';

interface Options {
  format: Format;
  source?: string;
  run?: string;
  all?: boolean;
  limit: string;
  city?: string;
}

/** A letter as it is shown: never its text, which is one `--format json` of the posts query away once it is stored. */
const shown = ({ at, source, stage, position, reason, post, id, retriedAt }: DeadLetter) => ({
  at,
  source,
  stage,
  where: position,
  reason,
  post: post?.id ?? '',
  retry: retriedAt ? `tried ${retriedAt}` : post ? 'possible' : 'mend the file, import again',
  letter: id,
});

async function find(options: Options, { io, runtime }: CommandContext): Promise<DeadLetter[]> {
  const { cities, deadLetters } = await runtime();
  const city = await cities.get(options.city, io.cwd);
  return deadLetters.list({
    city: city.id,
    source: options.source,
    run: options.run,
    retried: options.all ? undefined : false,
    limit: Number(options.limit),
  });
}

/** Puts the posts back into the queue, under ids of their own: the job that failed may still be known. */
async function retry(letters: DeadLetter[], { io, runtime }: CommandContext): Promise<number> {
  const { queues: open, deadLetters } = await runtime();
  const queues = await open();
  const retriable = letters.flatMap(({ post, ...letter }) => (post ? [{ ...letter, post }] : []));
  for (const { id, at, city, source, run, post } of retriable) {
    await queues.whenRoom('enrich', io.signal);
    await queues.add('enrich', jobId(['retry', id, at]), {
      city,
      source,
      run: run || undefined,
      posts: [post],
    });
  }
  await deadLetters.markRetried(retriable.map(({ id }) => id));
  line(
    io.stdout,
    `${retriable.length} back in the queue, ${letters.length - retriable.length} have no post to retry`,
  );
  return 0;
}

const run: Run<Options> = async ([action], options, context) => {
  const letters = await find(options, context);
  if (action === 'retry') return retry(letters, context);
  const { io } = context;
  if (letters.length === 0 && options.format === 'table') line(io.stdout, 'no dead letters');
  else
    io.stdout.write(
      await renderRows(letters.map(shown), options.format, { width: io.width, color: io.color }),
    );
  return 0;
};

export const dead: CliCommand = {
  define: (command) =>
    command
      .description('list what could not be processed, or try it again')
      .addArgument(new Argument('<action>').choices(['list', 'retry']))
      .option('--source <source>', 'only letters of this source')
      .option('--run <run>', 'only letters of this import')
      .option('--all', 'also those that were tried again')
      .option('--limit <n>', 'at most so many', '1000')
      .addOption(new Option('--format <format>', 'how to show them').choices(formats).default('table')),
  run,
};
