// Brings the schema up to date: numbered .sql files, forward only, with a ledger, checksums and a lock.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { ConfigError, TransientError } from '../errors.ts';
import type { Store } from './client.ts';
import { storeCode } from './fault.ts';

/** Every migration, in order. A new one is a new file and a new line; an applied one is never edited. */
export const migrationNames = [
  '0001_posts',
  '0002_rollups',
  '0003_state',
  '0004_dead_letters',
  '0005_intent_stance_relevance',
  '0006_settled',
  '0007_spending',
  '0008_corrections',
  '0009_terms',
  '0010_analyst_views',
  '0011_events_projects',
  '0013_exports',
  '0014_saved_queries',
  '0015_deliveries',
  '0016_alerts',
  '0018_totals',
  '0019_analyst_terms',
  '0020_message_posts',
  '0021_deliveries_end',
  '0022_places',
  '0023_posts_room',
  '0024_people',
  '0025_posts_merges',
  '0026_said_day',
  '0027_hours_by_day',
  '0028_tags_room',
  '0029_carriers',
  '0030_parts_of_totals',
  '0031_marks_of_people',
] as const;

export interface Migration {
  name: string;
  checksum: string;
  statements: string[];
}

const ledgerSql = `CREATE TABLE IF NOT EXISTS state_migration
(name String, checksum String, applied_at DateTime64(3, 'UTC') DEFAULT now64(3), version UInt64)
ENGINE = ReplacingMergeTree(version) ORDER BY name
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`;

const lockSql = `CREATE TABLE migration_lock (taken_at DateTime DEFAULT now()) ENGINE = TinyLog`;
/** A lock older than this was left behind by a migration that was killed. */
const staleLockSeconds = 600;
const tableExists = '57';
const unknownTable = '60';
const unknownDatabase = '81';

/** Splits a file at the semicolons that end its lines; no statement of ours contains such a line. */
export function splitStatements(sql: string): string[] {
  const code = sql.replace(/^\s*--.*$/gm, '');
  return code
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}

/** Reads the migrations of this version of the program. */
export async function readMigrations(): Promise<Migration[]> {
  return Promise.all(
    migrationNames.map(async (name) => {
      const sql = await readFile(new URL(`./migrations/${name}.sql`, import.meta.url), 'utf8');
      const statements = splitStatements(sql);
      return {
        name,
        checksum: createHash('sha256').update(statements.join(';\n')).digest('hex'),
        statements,
      };
    }),
  );
}

const ledgerRow = z.object({ name: z.string(), checksum: z.string() });

async function readLedger(store: Store): Promise<Map<string, string>> {
  const rows = await store.jobs.rows(ledgerRow, 'SELECT name, checksum FROM state_migration FINAL');
  return new Map(rows.map((row) => [row.name, row.checksum]));
}

function refuseForeign(ledger: Map<string, string>, migrations: readonly Migration[]): void {
  const known = new Map(migrations.map(({ name, checksum }) => [name, checksum]));
  const newer = [...ledger.keys()].filter((name) => !known.has(name));
  if (newer.length > 0) {
    throw new ConfigError(
      `The database is newer than this version of earshot: it has ${newer.sort().join(', ')}.`,
    );
  }
  const changed = [...ledger]
    .filter(([name, checksum]) => known.get(name) !== checksum)
    .map(([name]) => name);
  if (changed.length > 0) {
    throw new ConfigError(
      `The database was made by other migrations than this version's: ${changed.join(', ')} differ.`,
    );
  }
}

/** Creating a table is the one thing of which a server says who was first. */
async function takeLock(store: Store, waitMs: number): Promise<void> {
  const deadline = Date.now() + waitMs;
  for (;;) {
    try {
      await store.jobs.command(lockSql);
      return;
    } catch (error) {
      if (storeCode(error) !== tableExists) throw error;
    }
    // An embedded engine has one holder: what is left there was left by a killed one.
    const [lock] = await store.jobs.rows(
      z.object({ age: z.number() }),
      `SELECT dateDiff('second', metadata_modification_time, now()) AS age FROM system.tables
       WHERE database = currentDatabase() AND name = 'migration_lock'`,
    );
    if (lock && (store.mode === 'embedded' || lock.age > staleLockSeconds)) {
      await store.jobs.command('DROP TABLE IF EXISTS migration_lock');
    } else if (Date.now() > deadline) {
      throw new TransientError('Another process is changing the schema of the database.');
    } else {
      await delay(250);
    }
  }
}

/**
 * Applies what is missing and returns its names. Statements are idempotent: a migration that was killed runs again.
 * Throws ConfigError when the database is newer or its applied migrations differ, TransientError when another process
 * holds the lock for longer than `waitMs`.
 */
export async function migrate(
  store: Store,
  options: { waitMs?: number } = {},
): Promise<{ applied: string[] }> {
  const migrations = await readMigrations();
  await store.createDatabase();
  await store.jobs.command(ledgerSql);
  refuseForeign(await readLedger(store), migrations);
  await takeLock(store, options.waitMs ?? 30_000);
  try {
    const ledger = await readLedger(store);
    refuseForeign(ledger, migrations);
    const applied: string[] = [];
    for (const { name, checksum, statements } of migrations) {
      if (ledger.has(name)) continue;
      for (const statement of statements) await store.jobs.command(statement);
      await store.jobs.insert(
        'state_migration',
        ['name', 'checksum', 'version'],
        [JSON.stringify([name, checksum, 1])],
      );
      applied.push(name);
      store.log.info({ migration: name }, 'Applied a migration');
    }
    return { applied };
  } finally {
    await store.jobs.command('DROP TABLE IF EXISTS migration_lock');
  }
}

/** Throws ConfigError unless the database has exactly this version's schema. Changes nothing. */
export async function checkSchema(store: Store): Promise<void> {
  const migrations = await readMigrations();
  const ledger = await readLedger(store).catch((error: unknown) => {
    if ([unknownTable, unknownDatabase].includes(storeCode(error) ?? '')) return new Map<string, string>();
    throw error;
  });
  refuseForeign(ledger, migrations);
  const missing = migrations.filter(({ name }) => !ledger.has(name)).map(({ name }) => name);
  if (missing.length > 0) {
    throw new ConfigError(`The database lacks ${missing.join(', ')}: run \`earshot migrate\`.`);
  }
}
