import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** A minute or two each, and small files: vitest begins with the largest, and would run these last, one of them alone. */
const longest = [
  ...['queues-faults', 'crash', 'import', 'web', 'settle', 'queries', 'collect-command', 'queues', 'store'],
  ...['bad-lines', 'collectors/news', 'web-hostile', 'audit', 'corrections', 'reenrich-crash', 'reenrich'],
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = longest.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
      return place < 0 ? longest.length : place;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}

// Engines are heavy: two files at a time, each in a process of its own (chDB binds one data directory per process and never gives
// its memory back). Much of their time is waiting: for a lock to run out, for a server to come back.
// What is polled for comes in milliseconds on a quiet machine; a busy one is no defect.
const shared = {
  environment: 'node',
  pool: 'forks',
  testTimeout: 60_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 30_000 } },
} as const;

export default defineConfig({
  test: {
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      // Unit tests keep nothing between them: one process for many files halves their time.
      {
        test: {
          ...shared,
          name: 'unit',
          sequence: { groupOrder: 0 },
          isolate: false,
          include: ['src/**/*.test.ts', 'workers/**/*.test.ts'],
        },
      },
      {
        test: {
          ...shared,
          name: 'integration',
          sequence: { groupOrder: 1 },
          include: ['test/**/*.test.ts'],
        },
      },
    ],
  },
});
