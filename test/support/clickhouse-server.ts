// Speaks ClickHouse's HTTP interface on loopback in front of chDB, as documented at clickhouse.com/docs/interfaces/http:
// query in URL or body, param_*, database and settings in the URL, gzip both ways, error codes. Run as a child process
// (`startClickHouseServer`), because chDB keeps one data directory per process. The `/control` path injects faults.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { buffer } from 'node:stream/consumers';
import { createGunzip, gzipSync } from 'node:zlib';
import type * as Chdb from 'chdb';
import { paramValue } from './clickhouse-params.ts';

const { Session } = createRequire(import.meta.url)('chdb') as typeof Chdb;

interface Fault {
  /** 503: refuse; cut: run it, then cut the connection; slow: answer late */
  kind: '503' | 'cut' | 'slow';
  /** only statements that hold this text */
  matching: string;
  times: number;
  delayMs?: number;
}

interface Account {
  user: string;
  password: string;
}

interface Options extends Account {
  path: string;
  /** may only read, has limits, and is refused when it sends settings of its own */
  reader: Account;
}

const readerSettings = {
  max_execution_time: '30',
  max_result_rows: '200000',
  max_memory_usage: '500000000',
  readonly: '1',
};

/** Names in the URL that are not settings. */
const reserved = new Set([
  'query',
  'database',
  'query_id',
  'session_id',
  'role',
  'default_format',
  'user',
  'password',
]);
/** Settings of the HTTP layer, which the engine in a process does not know. */
const httpSettings = new Set([
  'enable_http_compression',
  'wait_end_of_query',
  'send_progress_in_http_headers',
]);

/** Status by code, after ClickHouse's exceptionCodeToHTTPStatus. */
function statusOf(code: number): number {
  if (code === 516 || code === 194) return 403;
  if ([60, 81, 46, 47, 36].includes(code)) return 404;
  if ([6, 25, 26, 27, 38, 41, 43, 53, 62, 69, 70, 72, 117, 130, 131, 457].includes(code)) return 400;
  if ([159, 209].includes(code)) return 408;
  if (code === 202) return 503;
  return 500;
}

class Server {
  readonly #options: Options;
  readonly #first: Chdb.Session;
  /** settings stick to a session: one for each set of them */
  readonly #sessions = new Map<string, Chdb.Session>();
  readonly #faults: Fault[] = [];
  /** what arrived, for tests that look at the wire */
  readonly #seen: {
    query: string;
    encoding: string | undefined;
    settings: Record<string, string>;
    form: boolean;
  }[] = [];

  constructor(options: Options) {
    this.#options = options;
    this.#first = new Session(options.path, { connectionArgs: ['--max_server_memory_usage=1500000000'] });
  }

  close(): void {
    for (const session of this.#sessions.values()) session.close();
    this.#first.close();
  }

  #session(database: string, settings: Record<string, string>): Chdb.Session {
    const key = JSON.stringify([database, settings]);
    const known = this.#sessions.get(key);
    if (known) return known;
    const session = new Session(this.#options.path);
    try {
      session.query(`USE ${database}`);
      for (const [name, value] of Object.entries(settings)) {
        session.query(
          `SET ${name} = ${/^-?\d+(\.\d+)?$/.test(value) ? value : `'${value.replace(/['\\]/g, '\\$&')}'`}`,
        );
      }
    } catch (error) {
      session.close();
      throw error;
    }
    this.#sessions.set(key, session);
    return session;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/ping') return void response.end('Ok.\n');
    if (url.pathname === '/control') return this.#control(request, response);
    const body = await readBody(request);
    const given = this.#accountOf(request, url);
    const isThis = ({ user, password }: Account) => given === `${user}:${password}`;
    if (!isThis(this.#options) && !isThis(this.#options.reader)) {
      const message = 'Code: 516. DB::Exception: default: Authentication failed. (AUTHENTICATION_FAILED)';
      return this.#fail(response, 516, message);
    }
    const isReader = isThis(this.#options.reader);
    if (
      isReader &&
      [...url.searchParams.keys()].some((name) => httpSettings.has(name) || name in settingsOf(url))
    )
      return this.#fail(
        response,
        164,
        'Code: 164. DB::Exception: Cannot modify setting in readonly mode. (READONLY)',
      );
    await this.#run(request, response, { url, body, isReader });
  }

  #accountOf(request: IncomingMessage, url: URL): string {
    const basic = /^Basic (.*)$/.exec(request.headers.authorization ?? '')?.[1];
    return basic
      ? Buffer.from(basic, 'base64').toString()
      : `${request.headers['x-clickhouse-user'] ?? url.searchParams.get('user') ?? 'default'}:${
          request.headers['x-clickhouse-key'] ?? url.searchParams.get('password') ?? ''
        }`;
  }

  async #control(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'POST') this.#faults.push(JSON.parse((await buffer(request)).toString()) as Fault);
    response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify({ seen: this.#seen.splice(0) }));
  }

  #fail(response: ServerResponse, code: number, message: string): void {
    response.statusCode = statusOf(code);
    response.setHeader('X-ClickHouse-Exception-Code', String(code)).end(`${message}\n`);
  }

  async #run(
    request: IncomingMessage,
    response: ServerResponse,
    { url, body, isReader }: { url: URL; body: Buffer; isReader: boolean },
  ): Promise<void> {
    const form = readForm(request, body);
    const inUrl = url.searchParams.get('query');
    const query = form?.get('query') ?? inUrl ?? body.toString('utf8');
    const rows = form === undefined && inUrl !== null ? body.toString('utf8') : '';
    const settings = isReader ? readerSettings : settingsOf(url);
    this.#seen.push({
      query,
      encoding: request.headers['content-encoding'],
      settings,
      form: form !== undefined,
    });
    const fault = this.#faults.find(({ matching, times }) => times > 0 && query.includes(matching));
    if (fault) fault.times -= 1;
    if (fault?.kind === '503') {
      response.statusCode = 503;
      return void response.end('<html><body>Service unavailable</body></html>');
    }
    if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.delayMs ?? 1_000));
    try {
      const session = this.#session(url.searchParams.get('database') ?? 'default', settings);
      const answer = await this.#execute(session, rows === '' ? query : `${query}\n${rows}`, { url, form });
      if (fault?.kind === 'cut') return void request.socket.destroy();
      this.#answer(request, response, url, answer);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#fail(response, Number(/Code: (\d+)/.exec(message)?.[1] ?? 1002), message);
    }
  }

  #execute(
    session: Chdb.Session,
    sql: string,
    given: { url: URL; form: Map<string, string> | undefined },
  ): Promise<Chdb.ChdbResult> {
    const params: Record<string, unknown> = {};
    for (const [name, value] of [...given.url.searchParams, ...(given.form ?? [])]) {
      if (name.startsWith('param_')) params[name.slice(6)] = paramValue(sql, name.slice(6), value);
    }
    return Object.keys(params).length === 0 ? session.queryAsync(sql) : session.queryBindAsync(sql, params);
  }

  #answer(request: IncomingMessage, response: ServerResponse, url: URL, answer: Chdb.ChdbResult): void {
    const summary = {
      read_rows: String(answer.rowsRead),
      read_bytes: String(answer.bytesRead),
      written_rows: '0',
    };
    response.setHeader('X-ClickHouse-Query-Id', url.searchParams.get('query_id') ?? 'none');
    response.setHeader('X-ClickHouse-Summary', JSON.stringify(summary));
    response.setHeader('X-ClickHouse-Server-Display-Name', 'chdb');
    const bytes = answer.bytes();
    const wantsGzip =
      url.searchParams.get('enable_http_compression') === '1' &&
      (request.headers['accept-encoding'] ?? '').includes('gzip');
    if (!wantsGzip) return void response.end(bytes);
    response.setHeader('Content-Encoding', 'gzip').end(gzipSync(bytes));
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  return request.headers['content-encoding'] === 'gzip'
    ? buffer(request.pipe(createGunzip()))
    : buffer(request);
}

function settingsOf(url: URL): Record<string, string> {
  const entries = [...url.searchParams].filter(
    ([name]) => !reserved.has(name) && !name.startsWith('param_') && !httpSettings.has(name),
  );
  return Object.fromEntries(entries.sort(([a], [b]) => a.localeCompare(b)));
}

/** Parts of a multipart/form-data body, in which long parameters travel. */
function readForm(request: IncomingMessage, body: Buffer): Map<string, string> | undefined {
  const boundary = /^multipart\/form-data; *boundary=(.+)$/.exec(request.headers['content-type'] ?? '')?.[1];
  if (boundary === undefined) return undefined;
  const parts = new Map<string, string>();
  for (const part of body.toString('utf8').split(`--${boundary}`)) {
    const match = /^\r\n[\s\S]*?name="([^"]+)"[\s\S]*?\r\n\r\n([\s\S]*)\r\n$/.exec(part);
    if (match) parts.set(match[1]!, match[2]!);
  }
  return parts;
}

const options = JSON.parse(process.argv[2] ?? '{}') as Options;
const server = new Server(options);
// ClickHouse takes URIs of a mebibyte; Node's own limit is 16 KiB.
const http = createServer({ maxHeaderSize: 1_100_000, keepAliveTimeout: 10_000 }, (request, response) => {
  server.handle(request, response).catch(() => response.destroy());
});
http.listen(0, '127.0.0.1');
await once(http, 'listening');
const address = http.address();
process.send?.({ port: typeof address === 'object' ? address?.port : undefined });
process.on('disconnect', () => {
  http.close();
  http.closeAllConnections();
  server.close();
});
