// How many items of each source become posts in a second of one core: `toPost` alone, over what the platforms of the tests send.
//   npx vitest run --config bench/vitest.config.ts
// Prints a table, and writes bench/baselines/to-post.json.
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { collectors } from '../src/collectors/catalog.ts';
import type { Collector, CollectorCity } from '../src/collectors/collector.ts';
import { readOptions } from '../src/collectors/permission.ts';
import { run } from '../src/collectors/run.ts';
import { createLog } from '../src/log.ts';
import { prepareGround } from '../test/support/collector-suite.ts';
import { subjects } from '../test/support/collectors/all.ts';
import { cityOf, startTrial } from '../test/support/collectors/trial.ts';

// biome-ignore lint/suspicious/noExplicitAny: of all items and options
type Any = Collector<any, any>;

const leastSeconds = 2;
const slow = 5_000;

interface Figure {
  source: string;
  items: number;
  itemsPerCpuSecond: number;
}

const processorSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Over and over, the first half second to warm up. */
function measure(
  name: string,
  collector: Any,
  items: readonly unknown[],
  city: CollectorCity,
  options: unknown,
): Figure {
  const turn = () => {
    for (const item of items) collector.toPost(item, { city, options });
  };
  for (const end = processorSeconds() + 0.5; processorSeconds() < end; ) turn();
  let turns = 0;
  const start = processorSeconds();
  while (processorSeconds() - start < leastSeconds) {
    turn();
    turns++;
  }
  const itemsPerCpuSecond = Math.round((turns * items.length) / (processorSeconds() - start));
  return { source: name, items: items.length, itemsPerCpuSecond };
}

/** The collector, with what is given to `toPost` written down. */
function watching(collector: Any, items: unknown[]): Any {
  return {
    ...collector,
    collect: (context) => collector.collect(context),
    toPost(item, context) {
      items.push(item);
      return collector.toPost(item, context);
    },
  };
}

/** What importing a file gives to `toPost`. */
async function itemsOfFile(text: string, name: string): Promise<unknown[]> {
  const items: unknown[] = [];
  await run(watching(collectors.file, items), {
    city: { id: 'quillport', timezone: 'America/Chicago', officialAccounts: [], sources: {} },
    options: { input: Readable.from([Buffer.from(text)]), name },
    cursor: undefined,
    enqueue: async () => {},
    saveCursor: async () => {},
    recordCoverage: async () => {},
    deadLetter: async () => {},
    signal: new AbortController().signal,
    secrets: { authorKey: () => Buffer.alloc(32, 7) },
    log: createLog('silent'),
  });
  return items;
}

const rows = Array.from({ length: 500 }, (_, index) => ({
  ...{
    id: String(9_000 + index),
    source: 'x',
    createdAt: '2026-03-01T10:00:00Z',
    author: `resident ${index % 40}`,
  },
  text: `The ferry was late again, day ${index}, and nobody says why or when it will come`,
}));

it('makes posts of items', async () => {
  const figures: Figure[] = [];
  for (const subject of subjects.filter(({ collector }) => collector.source !== 'board')) {
    const items: unknown[] = [];
    const watched = { ...subject, collector: watching(subject.collector, items) };
    await using trial = await startTrial(watched, await prepareGround(subject));
    await trial.drive();
    const format = /"format":"(\w+)"/.exec(JSON.stringify(subject.options))?.[1];
    const name = [subject.collector.source, ...(format ? [`(${format})`] : [])].join(' ');
    const options = readOptions(subject.collector, subject.options);
    figures.push(measure(name, subject.collector, items, cityOf(subject), options));
  }
  const city = { id: 'quillport', timezone: 'America/Chicago', officialAccounts: [], sources: {} };
  const lines = rows.map((row) => JSON.stringify(row)).join('\n');
  const header = Object.keys(rows[0]!).join(',');
  const table = [
    header,
    ...rows.map((row) =>
      Object.values(row)
        .map((cell) => `"${cell}"`)
        .join(','),
    ),
  ].join('\n');
  figures.push(measure('file (JSON lines)', collectors.file, await itemsOfFile(lines, 'a.jsonl'), city, {}));
  figures.push(measure('file (CSV)', collectors.file, await itemsOfFile(table, 'a.csv'), city, {}));
  const pushed = rows.map(({ source: _, ...row }) => row);
  figures.push(measure('webhook', collectors.webhook, pushed, city, { acceptsPreviousKey: false }));
  console.table(figures);
  for (const { source, itemsPerCpuSecond } of figures)
    if (itemsPerCpuSecond < slow)
      console.log(`${source} is under ${slow} items/s: say why in docs/performance.md`);
  const machine = { cpu: cpus()[0]!.model.trim(), node: process.version };
  const baseline = {
    date: new Date().toISOString().slice(0, 10),
    machine,
    unit: 'items per second of processor time',
    figures,
  };
  await writeFile(
    new URL('baselines/to-post.json', import.meta.url),
    `${JSON.stringify(baseline, null, 2)}\n`,
  );
  for (const { items } of figures) expect(items).toBeGreaterThanOrEqual(200);
});
