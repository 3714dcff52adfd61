// Every source in one process, among faults at random: nothing lost, nothing twice, and the ledger knows of the refusals.
// The same faults each time, so that a change is judged by what it did. Others by hand, for ten minutes:
// EARSHOT_SOAK_SECONDS=600 EARSHOT_SEED=42 npx vitest run --project integration test/soak.test.ts
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { prepareGround } from './support/collector-suite.ts';
import { subjects } from './support/collectors/all.ts';
import { createRandom, soak } from './support/collectors/soak.ts';

const seed = Number(process.env.EARSHOT_SEED ?? 369_908);
const seconds = Number(process.env.EARSHOT_SOAK_SECONDS ?? 0);
/** without a time: one life of so many rounds for each source */
const roundsPerLife = seconds > 0 ? 20 : 6;
const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024);

/** What is left after a collection, in MB: of the heap, outside it, and resident. */
function measureMemory(): { heap: number; external: number; resident: number } {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: megabytes(heapUsed), external: megabytes(external), resident: megabytes(rss) };
}

it(`survives what seed ${seed} has in store`, { timeout: (seconds + 900) * 1_000 }, async () => {
  const end = performance.now() + seconds * 1_000;
  const isOver = () => performance.now() >= end;
  const memory: ReturnType<typeof measureMemory>[] = [];
  let measuredAt = Number.NEGATIVE_INFINITY;
  const onLife = () => {
    if (performance.now() - measuredAt < 20_000) return;
    measuredAt = performance.now();
    memory.push(measureMemory());
  };
  const reports = await Promise.all(
    subjects.map(async (subject, index) =>
      soak(subject, await prepareGround(subject), createRandom(seed + index), {
        ...{ roundsPerLife, isOver, onLife },
      }),
    ),
  );
  const cpu = process.cpuUsage();
  console.log(
    `soak, seed ${seed}: ${Math.round((cpu.user + cpu.system) / 1e6)} s of processor time`,
    '\nMB after a collection, every 20 s: heap',
    [...memory, measureMemory()].map(({ heap }) => heap).join(' '),
    '\noutside the heap',
    memory.map(({ external }) => external).join(' '),
    '\nresident',
    memory.map(({ resident }) => resident).join(' '),
  );
  console.table(reports);
  for (const { source, faults, posts } of reports) {
    expect(posts, source).toBeGreaterThanOrEqual(200);
    expect(faults, source).toBeGreaterThan(0);
  }
});
