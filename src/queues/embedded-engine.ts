// The queue inside this process: BullMQ's PostgreSQL backend over PGlite, in one directory, for one process.
import { setFlagsFromString } from 'node:v8';
import type { PGlite } from '@electric-sql/pglite';
import { createPostgresBackend, type PgPool, runMigrations } from 'bullmq';
import type { Log } from '../log.ts';
import type { Engine } from './engine.ts';
import { createOutageLog } from './outage-log.ts';
import { createPglitePool } from './pglite-pool.ts';
import { damaged, ensureQueueDirectory, missingPglite } from './queue-directory.ts';

/** Jobs between two clean-ups: PGlite has no autovacuum, and dead payloads would fill the disk. */
const jobsPerCleanUp = 500;

/**
 * V8 compiles PGlite's functions again, optimised, after 1.8 MB of work each: that takes both cores nine seconds of every start, more than
 * the queue's whole work in an import of 16,000 posts. Fifty times later only what is really busy is worth it.
 * (`node --v8-options`; a V8 that does not know the flag ignores it.)
 */
const tieringFlag = '--wasm-tiering-budget=100000000';

/** The caller holds DATA_DIR/lock: PGlite takes none. Throws ConfigError when the package is missing or the data damaged. */
export async function openEmbeddedEngine(directory: string, log: Log): Promise<Engine> {
  const { PGlite } = await import('@electric-sql/pglite').catch(() => {
    throw missingPglite();
  });
  await ensureQueueDirectory(directory);
  setFlagsFromString(tieringFlag);
  const db = await PGlite.create(directory).catch((error: unknown) => {
    throw damaged(directory, error);
  });
  const pool = createPglitePool(db);
  try {
    await prepare(db, pool);
  } catch (error) {
    await db.close().catch(() => undefined);
    throw damaged(directory, error);
  }
  const outage = createOutageLog(log);
  let added = 0;
  return {
    connection: pool,
    factory: (name, options, extra) => createPostgresBackend(name, { ...options, connection: pool }, extra),
    hasMemory: async () => true,
    // nobody but this process works here, and every look is work of its main thread
    lookEveryMs: 1_000,
    jobAdded() {
      added += 1;
      if (added % jobsPerCleanUp === 0) cleanUp(db).catch((error) => outage.report(error));
    },
    report: outage.report,
    disconnect() {},
    [Symbol.asyncDispose]: () => db.close(),
  };
}

async function prepare(db: PGlite, pool: PgPool): Promise<void> {
  const session = await pool.connect();
  await runMigrations(session);
  session.release();
  await db.exec('SET search_path = bullmq, public');
  // This process has just started and no other may be here: no active job has an owner. Marked and unlocked, they
  // are taken back, and counted as stalled, by the first check instead of after 14 s.
  await db.exec(`
    UPDATE job SET locked_until_ms = 0, stalled_marked = true WHERE state = 'active';
    DELETE FROM meta WHERE field = 'stalled-check';`);
}

/** A few tens of milliseconds; the checkpoint bounds what a restart must replay. */
async function cleanUp(db: PGlite): Promise<void> {
  await db.exec('VACUUM job');
  await db.exec('VACUUM event');
  await db.exec('CHECKPOINT');
}
