// How fast is enrichment: sentiment alone and everything on one core and on two, one and two threads of the program, what each step takes, and what a
// thread costs to start and to keep. Writes bench/baselines/enrich-<posts>.json and prints a table.
//   npm run build && node bench/enrich.mjs POSTS.jsonl [PROFILE.yaml] [--out docs/performance.md]
// Without a profile, the demo city. --out replaces the table between the two marks of a page.
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' } },
});
const [file, profile = here('../config/demo/quillport.yaml')] = positionals;
if (!file) {
  console.error('usage: node bench/enrich.mjs POSTS.jsonl [PROFILE.yaml] [--out PAGE.md]');
  process.exit(2);
}

async function measure(part) {
  console.error(`measuring ${part} …`);
  const { stdout } = await promisify(execFile)(process.execPath, [
    here('enrich-part.mjs'),
    part,
    file,
    profile,
  ]);
  return JSON.parse(stdout);
}

const figures = {
  date: new Date().toISOString().slice(0, 10),
  machine: {
    cpu: cpus()[0].model.trim(),
    cores: availableParallelism(),
    node: process.version,
    loadBefore: Math.round(loadavg()[0] * 10) / 10,
  },
  posts: basename(file),
  profile: basename(profile),
  sentiment: await measure('sentiment'),
  pipeline: await measure('pipeline'),
  beside: await measure('beside'),
  threads: await measure('threads'),
};

const number = (value) => value.toLocaleString('en-US');
const [one, two] = figures.threads;
const rows = [
  ['sentiment alone, language known, posts/s of one core', number(figures.sentiment.known.postsPerCpuSecond)],
  ['sentiment alone, language found, posts/s of one core', number(figures.sentiment.found.postsPerCpuSecond)],
  ['whole pipeline, posts/s of one core', number(figures.pipeline.postsPerCpuSecond)],
  ['whole pipeline in two threads at once, posts/s by the clock', number(figures.beside.postsPerSecond)],
  ['whole pipeline, one thread, rows made for the store, posts/s by the clock', number(one.postsPerSecond)],
  ['the same, two threads', number(two.postsPerSecond)],
  ['the same, two threads, posts/s of one core', number(two.postsPerCpuSecond)],
  ['start of a thread, its models loaded and a city compiled', `${number(one.startMs)} ms`],
  [
    'resident memory of a thread: after its start; after work',
    `${one.startMb}; ${one.residentMbPerThread} MB`,
  ],
  ...Object.entries(figures.pipeline.steps).map(([step, microseconds]) => [
    `step ${step}, per post`,
    `${microseconds} µs`,
  ]),
];
const width = Math.max(...rows.map(([what]) => what.length));
for (const [what, value] of rows) console.log(`${what.padEnd(width)}  ${value.padStart(12)}`);

const name = `enrich-${basename(file).replace(/\.jsonl.*$/, '')}.json`;
await writeFile(here(`baselines/${name}`), `${JSON.stringify(figures, null, 2)}\n`);
console.error(`written: bench/baselines/${name}`);

if (values.out !== undefined) {
  const marks = ['<!-- figures of enrichment: made by bench/enrich.mjs -->', '<!-- end of figures -->'];
  const page = await readFile(values.out, 'utf8');
  const [start, end] = [page.indexOf(marks[0]), page.indexOf(marks[1])];
  if (start < 0 || end < start) throw new Error(`${values.out} has no marks: ${marks.join(' … ')}`);
  const { cpu, cores, node, loadBefore } = figures.machine;
  const head = `${figures.date}, ${cpu}, ${cores} cores, Node ${node.slice(1)}, load before ${loadBefore}; ${figures.posts}, ${figures.profile}.`;
  const table = ['| | measured |', '|---|--:|', ...rows.map((cells) => `| ${cells.join(' | ')} |`)].join(
    '\n',
  );
  await writeFile(
    values.out,
    `${page.slice(0, start)}${marks[0]}\n\n${head}\n\n${table}\n\n${page.slice(end)}`,
  );
}
