// Benches that need the platforms of the tests: npx vitest run --config bench/vitest.config.ts
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['bench/*.bench.ts'], testTimeout: 600_000, fileParallelism: false },
});
