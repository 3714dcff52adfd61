// One lane: a client with one constant set of settings, and at most so many statements at once.
import { Readable } from 'node:stream';
import type { ClickHouseClient, ResultSet } from '@clickhouse/client';
import type { z } from 'zod';
import { inTurns } from '../turns.ts';
import { toStoreError } from './fault.ts';
import { withLiterals } from './literals.ts';

/** Values for the `{name:Type}` places of a statement: bound by a server, told as literals to the embedded engine. */
export type Params = Record<string, Param>;
export type Param = string | number | boolean | null | readonly (string | number | readonly string[])[];

export interface Lane {
  readonly name: string;
  /** Runs a SELECT and checks every row against `row`. Throws ConfigError, TransientError or PermanentError. */
  rows<T>(row: z.ZodType<T>, sql: string, params?: Params): Promise<T[]>;
  /** Runs a statement without an answer. */
  command(sql: string, params?: Params): Promise<void>;
  /** Inserts lines of JSONCompactEachRow whose values stand in the order of `columns`. */
  insert(table: string, columns: readonly string[], lines: readonly string[]): Promise<void>;
  /** Waits for what is running, then closes the client. */
  close(): Promise<void>;
}

/** Runs at most `atOnce` tasks at a time, in order of arrival. */
export function createSlots(atOnce: number): <T>(task: () => Promise<T>) => Promise<T> {
  let free = atOnce;
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

/** Hands bytes of JSONCompactEachRow to a table. */
export type InsertBytes = (table: string, columns: readonly string[], bytes: Buffer) => Promise<void>;

/** As a statement with a body, which is what a server takes. */
export function insertByStatement(client: ClickHouseClient): InsertBytes {
  return async (table, columns, bytes) => {
    const query = `INSERT INTO ${table} (${columns.join(', ')}) FORMAT JSONCompactEachRow`;
    const { stream } = await client.exec({ query, values: Readable.from([bytes], { objectMode: false }) });
    await stream.resume().toArray();
  };
}

/**
 * After a statement that failed half way, chDB's connection keeps what it had of the answer, and puts it in front of the next one:
 * a statement of no interest takes it away.
 */
export async function emptyAnswer(client: ClickHouseClient): Promise<void> {
  await client.command({ query: 'SELECT 1' }).catch(() => {});
}

function named(names: readonly string[], values: readonly unknown[]): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const [index, name] of names.entries()) object[name] = values[index];
  return object;
}

/** Names once instead of in every row: half of the time of a long answer. */
const format = 'JSONCompactEachRowWithNames';

function* linesIn(text: string): Generator<string> {
  let from = 0;
  for (let to = text.indexOf('\n'); to !== -1; to = text.indexOf('\n', from)) {
    yield text.slice(from, to);
    from = to + 1;
  }
}

type Answer = ResultSet<typeof format>;

/** Lines of an answer as they come: the embedded engine's all at once. */
async function* linesOf(answer: Answer, isEmbedded: boolean): AsyncGenerator<Iterable<string>> {
  if (isEmbedded) yield linesIn(await answer.text());
  else for await (const rows of answer.stream()) yield rows.map(({ text }) => text);
}

/**
 * Wraps a client. `atOnce` counts statements: an embedded connection runs them one after another, and one that only
 * waits would still hold a libuv thread, so it gets 1.
 */
export function createLane(
  name: string,
  client: ClickHouseClient,
  atOnce: number,
  insertBytes?: InsertBytes,
): Lane {
  const isEmbedded = insertBytes !== undefined;
  const statementOf = (sql: string, params: Params | undefined) => {
    const literal = isEmbedded && params ? withLiterals(sql, params) : undefined;
    return literal === undefined ? { query: sql, query_params: params } : { query: literal };
  };
  const inSlot = createSlots(atOnce);
  const running = new Set<Promise<unknown>>();
  let closed: Promise<void> | undefined;
  const run = async <T>(operation: string, task: () => Promise<T>): Promise<T> => {
    if (closed) throw toStoreError(new Error('closed'), operation);
    const job = inSlot(() =>
      task().catch(async (error: unknown) => {
        if (isEmbedded) await emptyAnswer(client);
        throw toStoreError(error, operation);
      }),
    );
    running.add(job);
    try {
      return await job;
    } finally {
      running.delete(job);
    }
  };
  return {
    name,
    rows: <T>(row: z.ZodType<T>, sql: string, params?: Params) =>
      run('query', async () => {
        const answer = await client.query({ ...statementOf(sql, params), format });
        let names: string[] | undefined;
        const rows: T[] = [];
        for await (const lines of linesOf(answer, isEmbedded))
          await inTurns(lines, (line) => {
            const values = JSON.parse(line) as unknown[];
            if (names) rows.push(row.parse(named(names, values)));
            else names = values as string[];
          });
        return rows;
      }),
    command: (sql, params) =>
      run('command', async () => {
        await client.command(statementOf(sql, params));
      }),
    insert: (table, columns, lines) =>
      run('insert', async () => {
        if (lines.length === 0) return;
        await (insertBytes ?? insertByStatement(client))(
          table,
          columns,
          Buffer.from(`${lines.join('\n')}\n`, 'utf8'),
        );
      }),
    close: () => {
      closed ??= (async () => {
        await Promise.allSettled([...running]);
        await client.close();
      })();
      return closed;
    },
  };
}

/** Several lanes of one kind, each with one statement at a time, as one: a statement waits for whichever is free first, in order of arrival. */
export function joinLanes(lanes: readonly [Lane, ...Lane[]]): Lane {
  const free: Lane[] = [...lanes];
  const waiting: ((lane: Lane) => void)[] = [];
  const on = async <T>(task: (lane: Lane) => Promise<T>): Promise<T> => {
    const lane = free.shift() ?? (await new Promise<Lane>((resolve) => waiting.push(resolve)));
    try {
      return await task(lane);
    } finally {
      const next = waiting.shift();
      if (next) next(lane);
      else free.push(lane);
    }
  };
  return {
    name: lanes[0].name,
    rows: (row, sql, params) => on((lane) => lane.rows(row, sql, params)),
    command: (sql, params) => on((lane) => lane.command(sql, params)),
    insert: (table, columns, lines) => on((lane) => lane.insert(table, columns, lines)),
    close: async () => {
      await Promise.all(lanes.map((lane) => lane.close()));
    },
  };
}
