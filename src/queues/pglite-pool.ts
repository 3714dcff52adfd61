// The pool that BullMQ's PostgreSQL backend is given: node-postgres' surface directly over PGlite, in this
// process. No socket: over one, notifications reach the wrong session and connections run out.
import { EventEmitter } from 'node:events';
import type { PGlite } from '@electric-sql/pglite';
import type { PgPool, PgPoolClient, PgQueryResult } from 'bullmq';

const listenStatement = /^\s*LISTEN\s+"?(\w+)"?/im;

/** One "connection" of the pool. All share PGlite's only session; each has its own notification listeners. */
class PgliteClient extends EventEmitter implements PgPoolClient {
  readonly #db: PGlite;
  readonly #unlisten: (() => Promise<void>)[] = [];

  constructor(db: PGlite) {
    super();
    this.#db = db;
  }

  async query<R>(text: string, params?: readonly unknown[]): Promise<PgQueryResult<R>> {
    const channel = listenStatement.exec(text)?.[1];
    if (channel === undefined) return runQuery<R>(this.#db, text, params);
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

/** Statements without parameters may be several (migrations): PGlite's `exec` takes those, `query` takes one. */
async function runQuery<R>(db: PGlite, text: string, params?: readonly unknown[]): Promise<PgQueryResult<R>> {
  const result = params?.length ? await db.query(text, [...params]) : (await db.exec(text)).at(-1);
  return { rows: (result?.rows ?? []) as R[], rowCount: result?.affectedRows ?? 0 };
}

/** `end` leaves PGlite open: whoever opened it closes it, after every queue and worker. */
class PglitePool extends EventEmitter implements PgPool {
  /** there is no wire that could drop silently, which is what the backend wants to know */
  readonly options = { keepAlive: true };
  readonly #db: PGlite;

  constructor(db: PGlite) {
    super();
    this.#db = db;
    this.setMaxListeners(0);
  }

  query<R>(text: string, params?: readonly unknown[]): Promise<PgQueryResult<R>> {
    return runQuery<R>(this.#db, text, params);
  }

  async connect(): Promise<PgPoolClient> {
    return new PgliteClient(this.#db).setMaxListeners(0);
  }

  async end(): Promise<void> {}
}

/** Wraps an open PGlite as the `connection` of `createPostgresBackend`. */
export function createPglitePool(db: PGlite): PgPool {
  return new PglitePool(db);
}
