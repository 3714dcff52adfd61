// `earshot migrate`: brings the schema up to this version. Nothing else changes it (embedded: `up` does it too).

import { isCluster } from '../../config.ts';
import { openStore } from '../../store/client.ts';
import { migrate as migrateStore } from '../../store/migrate.ts';
import { type CliCommand, line, type Run } from '../command.ts';

const run: Run = async (_positional, _options, { io, environment, log, runtime }) => {
  if (!isCluster(environment)) {
    // Opening the embedded engines brings them up to date.
    await runtime();
    line(io.stdout, 'the schema is up to date');
    return 0;
  }
  const store = await openStore({ ...environment, log });
  try {
    const { applied } = await migrateStore(store);
    line(io.stdout, applied.length > 0 ? `applied ${applied.join(', ')}` : 'the schema is up to date');
    return 0;
  } finally {
    await store[Symbol.asyncDispose]();
  }
};

export const migrate: CliCommand = {
  define: (command) => command.description('bring the database up to this version of Earshot'),
  run,
};
