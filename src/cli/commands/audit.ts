// `earshot audit relevance`: shows a person what was kept, doubted and dropped, takes labels, and says how right relevance is.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Argument, Option } from 'commander';
import { z } from 'zod';
import { relevanceFigures, type Strata } from '../../audit/relevance.ts';
import { ConfigError } from '../../errors.ts';
import { isoInCity } from '../../store/city-time.ts';
import type { Store } from '../../store/client.ts';
import {
  type AuditCity,
  type AuditPeriod,
  putLabels,
  type RelevanceLabel,
  readStrata,
  type SampledPost,
  sampleDecisions,
} from '../../store/relevance-audit.ts';
import { type CliCommand, type Io, line, type Run } from '../command.ts';
import { askedPeriod } from '../misunderstood.ts';
import { renderAudit, sampleLine } from '../render/audit.ts';
import { askForLabels } from './audit-questions.ts';

interface Options {
  limit: string;
  label?: string;
  from?: string;
  to?: string;
  format: 'table' | 'json' | 'jsonl';
  city?: string;
}

const labelSchema = z.object({
  source: z.string().min(1).max(32),
  id: z.string().min(1).max(300),
  relevant: z.boolean().nullable(),
});
const mostLabels = 10_000;

/** Labels of a file of JSON lines; those still `null` are left out. Throws ConfigError that names the lines. */
async function readLabels(path: string, io: Io): Promise<RelevanceLabel[]> {
  const file = resolve(io.cwd, path);
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new ConfigError(`cannot read ${file} (${cause.code})`, { cause });
  });
  const problems: string[] = [];
  const labels: RelevanceLabel[] = [];
  text.split('\n').forEach((row, index) => {
    if (row.trim() === '') return;
    const parsed = labelSchema.safeParse(parseJson(row));
    if (!parsed.success)
      problems.push(`line ${index + 1}: expected source, id and relevant (true, false or null)`);
    else if (parsed.data.relevant !== null) labels.push({ ...parsed.data, relevant: parsed.data.relevant });
  });
  if (problems.length > 0)
    throw new ConfigError(`${file} holds lines that are no labels`, { problems: problems.slice(0, 20) });
  if (labels.length > mostLabels) throw new ConfigError(`${file} holds more than ${mostLabels} labels`);
  return labels;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface Audit {
  store: Store;
  city: AuditCity;
  period: AuditPeriod;
  limit: number;
  io: Io;
}

/** Stores the labels that were asked for, and says how many. */
async function label({ store, city, period, limit, io }: Audit, how: string): Promise<void> {
  let labels: RelevanceLabel[];
  if (how === 'interactive') {
    if (!io.canAsk) {
      throw new ConfigError(
        'there is nobody to ask here: write a file with --format jsonl, and give it back with --label FILE',
      );
    }
    labels = await askForLabels(await sampleDecisions(store, city, period, limit), city.timezone, io);
  } else {
    labels = await readLabels(how, io);
  }
  const unknown = await putLabels(store, city, labels);
  for (const { source, id } of unknown.slice(0, 20))
    line(io.stderr, `${source} ${id}: no such post is known, left out`);
  line(io.stderr, `${labels.length - unknown.length} labels stored, ${unknown.length} left out`);
}

/** A sampled post as it is shown; its text may leave only as far as its source's terms say, so files of it are the city's own. */
const shown = (post: SampledPost, timezone: string) => ({
  source: post.source,
  id: post.id,
  time: isoInCity(timezone, post.at),
  decision: post.decision,
  score: Math.round(post.score * 1000) / 1000,
  reason: post.reason,
  ...(post.thread_title !== '' && { threadTitle: post.thread_title }),
  ...(post.parent_text !== '' && { parentText: post.parent_text }),
  ...(post.title !== '' && { title: post.title }),
  text: post.text,
});

const run: Run<Options> = async (_positional, options, { io, runtime }) => {
  const limit = Number(options.limit);
  if (!Number.isInteger(limit) || limit < 0 || limit > 1_000)
    throw new ConfigError('--limit — expected a number from 0 to 1000');
  const { store, cities } = await runtime();
  const city = await cities.get(options.city, io.cwd);
  const period = askedPeriod(city.timezone, options);
  const audit: Audit = { store, city, period, limit, io };
  if (options.label !== undefined) await label(audit, options.label);
  const strata: Strata = await readStrata(store, city, period);
  // Who gave labels wants to know what they say, not the next sample.
  const sample = options.label === undefined ? await sampleDecisions(store, city, period, limit) : [];
  const rows = sample.map((post) => shown(post, city.timezone));
  if (options.format === 'jsonl') {
    for (const row of rows) line(io.stdout, sampleLine(row));
    return 0;
  }
  const { fromMs, toMs } = period;
  const asked = { city: city.id, from: isoInCity(city.timezone, fromMs), to: isoInCity(city.timezone, toMs) };
  const report = { query: asked, strata, figures: relevanceFigures(strata), rows };
  io.stdout.write(renderAudit(report, options.format, { width: io.width, color: io.color }));
  return 0;
};

export const audit: CliCommand = {
  define: (command) =>
    command
      .description('look at what relevance kept, doubted and dropped, label it, and see how right it is')
      .addArgument(new Argument('<what>').choices(['relevance']))
      .option('--limit <n>', 'posts of each decision', '10')
      .option('--label <file|interactive>', 'store labels: of a file of JSON lines, or asked for one by one')
      .option('--from <time>', 'start, inclusive; default: 30 days before --to')
      .option('--to <time>', 'end, exclusive; default: the end of today')
      .addOption(
        new Option('--format <format>', 'how to show it; jsonl is a file to label')
          .choices(['table', 'json', 'jsonl'])
          .default('table'),
      ),
  run,
};
