// The pool that BullMQ's PostgreSQL backend is given: node-postgres' surface directly over PGlite, in this
// process. No socket: over one, notifications reach the wrong session and connections run out.
import { EventEmitter } from 'node:events';
import { setImmediate as eventLoopTurn } from 'node:timers/promises';
import type { PGlite } from '@electric-sql/pglite';
import type { PgPool, PgPoolClient, PgQueryResult } from 'bullmq';

const listenStatement = /^\s*LISTEN\s+"?(\w+)"?/im;

/** One "connection" of the pool. All share PGlite's only session; each has its own notification listeners. */
class PgliteClient extends EventEmitter implements PgPoolClient {
  readonly #db: PGlite;
  readonly #run: RunQuery;
  readonly #unlisten: (() => Promise<void>)[] = [];

  constructor(db: PGlite, run: RunQuery) {
    super();
    this.#db = db;
    this.#run = run;
  }

  async query<R>(text: string, params?: readonly unknown[]): Promise<PgQueryResult<R>> {
    const channel = listenStatement.exec(text)?.[1];
    if (channel === undefined) return this.#run<R>(text, params);
    this.#unlisten.push(
      await this.#db.listen(channel, (payload) => this.emit('notification', { channel, payload })),
    );
    return { rows: [], rowCount: 0 };
  }

  release(): void {
    for (const stop of this.#unlisten.splice(0)) stop().catch(() => undefined);
    this.removeAllListeners();
  }
}

type RunQuery = <R>(text: string, params?: readonly unknown[]) => Promise<PgQueryResult<R>>;

/**
 * Gives the event loop a turn before each statement: PGlite computes on this very thread, and whoever asked a question
 * must get its answer in between. Statements without parameters may be several (migrations): PGlite's `exec` takes those,
 * `query` takes one.
 */
function createRunQuery(db: PGlite): RunQuery {
  return async <R>(text: string, params?: readonly unknown[]) => {
    await eventLoopTurn();
    const result = params?.length ? await db.query(text, [...params]) : (await db.exec(text)).at(-1);
    return { rows: (result?.rows ?? []) as R[], rowCount: result?.affectedRows ?? 0 };
  };
}

/** `end` leaves PGlite open: whoever opened it closes it, after every queue and worker. */
class PglitePool extends EventEmitter implements PgPool {
  /** there is no wire that could drop silently, which is what the backend wants to know */
  readonly options = { keepAlive: true };
  readonly #db: PGlite;
  readonly #run: RunQuery;

  constructor(db: PGlite) {
    super();
    this.#db = db;
    this.#run = createRunQuery(db);
    this.setMaxListeners(0);
  }

  query<R>(text: string, params?: readonly unknown[]): Promise<PgQueryResult<R>> {
    return this.#run<R>(text, params);
  }

  async connect(): Promise<PgPoolClient> {
    return new PgliteClient(this.#db, this.#run).setMaxListeners(0);
  }

  async end(): Promise<void> {}
}

/** Wraps an open PGlite as the `connection` of `createPostgresBackend`. */
export function createPglitePool(db: PGlite): PgPool {
  return new PglitePool(db);
}
