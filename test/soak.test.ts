// Every source in one process, among faults at random: nothing lost, nothing twice, and the ledger knows of the refusals.
// Ten minutes by hand: EARSHOT_SOAK_SECONDS=600 EARSHOT_SEED=7 npx vitest run --project integration test/soak.test.ts
import { expect, it } from 'vitest';
import { prepareGround } from './support/collector-suite.ts';
import { subjects } from './support/collectors/all.ts';
import { createRandom, soak } from './support/collectors/soak.ts';

const seed = Number(process.env.EARSHOT_SEED ?? Date.now() % 1_000_000);
const seconds = Number(process.env.EARSHOT_SOAK_SECONDS ?? 0);
/** without a time: so many rounds of each source */
const fewRounds = 12;

it(`survives what seed ${seed} has in store`, { timeout: (seconds + 300) * 1_000 }, async () => {
  const end = performance.now() + seconds * 1_000;
  const isOver = (rounds: number) => (seconds > 0 ? performance.now() >= end : rounds >= fewRounds);
  const reports = await Promise.all(
    subjects.map(async (subject, index) =>
      soak(subject, await prepareGround(subject), createRandom(seed + index), isOver),
    ),
  );
  console.log(`soak, seed ${seed}`);
  console.table(reports);
  for (const { faults, posts } of reports) {
    expect(faults).toBeGreaterThan(0);
    expect(posts).toBeGreaterThanOrEqual(200);
  }
});
