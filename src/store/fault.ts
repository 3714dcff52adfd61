// Turns what the engine or the connection throws into one of our errors, by code; messages of the store may quote
// rows, so neither the message nor the cause carries them.
import { parseError } from '@clickhouse/client';
import { ConfigError, PermanentError, TransientError } from '../errors.ts';

/** What is left of a store's error once everything that could quote a row is gone. */
export class StoreFault extends Error {
  override name = 'StoreFault';
  readonly code: string;
  readonly type: string | undefined;
  constructor(code: string, type: string | undefined) {
    super(type === undefined ? `code ${code}` : `code ${code} (${type})`);
    this.code = code;
    this.type = type;
  }
}

// Codes of ClickHouse, src/Common/ErrorCodes.cpp.
/** Busy, full, shutting down, cut off: the same statement may succeed later. */
const transientCodes = new Set([
  '3',
  '23',
  '24',
  '32',
  '74',
  '75',
  '76',
  '95',
  '96',
  '99',
  '159',
  '160',
  '198',
  '202',
  '203',
  '209',
  '210',
  '225',
  '236',
  '241',
  '242',
  '243',
  '252',
  '279',
  '285',
  '286',
  '299',
  '319',
  '335',
  '364',
  '394',
  '425',
  '439',
  '519',
  '656',
  '999',
  '1002',
]);
/** Wrong credentials, rights, database or schema: a person must act. */
const configCodes = new Set([
  '16',
  '47',
  '60',
  '81',
  '164',
  '192',
  '193',
  '194',
  '195',
  '291',
  '497',
  '516',
  '517',
]);

interface Described {
  code?: unknown;
  type?: unknown;
  clickhouseCode?: unknown;
  cause?: unknown;
}

function describe(error: unknown): { code: string; type?: string } | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; depth += 1) {
    const { code, type, clickhouseCode, cause } = at as Error & Described;
    if (typeof clickhouseCode === 'number') return { code: String(clickhouseCode) };
    if (typeof code === 'string' && /^\d+$/.test(code)) {
      return { code, type: typeof type === 'string' && /^[A-Z0-9_]+$/.test(type) ? type : undefined };
    }
    at = cause;
  }
  return undefined;
}

/** chDB's own calls give ClickHouse's code only in the words: "Code: 41. DB::Exception: …". */
export function rethrowWithCode(error: unknown): never {
  throw error instanceof Error ? parseError(error.message) : error;
}

/** Maps any error of `operation` (a fixed phrase) to a ConfigError, TransientError or PermanentError. */
export function toStoreError(error: unknown, operation: string): Error {
  if (error instanceof ConfigError || error instanceof TransientError || error instanceof PermanentError)
    return error;
  const known = describe(error);
  if (known === undefined) {
    // Sockets, time-outs, an answer that is not ClickHouse's (a proxy's 503): nothing says the statement is wrong.
    const code = (error as Described | undefined)?.code;
    const fault = new StoreFault(typeof code === 'string' ? code : 'none', undefined);
    return new TransientError(`${operation}: the store cannot be reached`, { cause: fault });
  }
  const fault = new StoreFault(known.code, known.type);
  const name = known.type ?? `code ${known.code}`;
  if (transientCodes.has(known.code)) {
    return new TransientError(`${operation}: the store is not able to do it now (${name})`, { cause: fault });
  }
  if (configCodes.has(known.code)) {
    return new ConfigError(
      `${operation}: the store refuses (${name}); check its address, rights and \`earshot migrate\``,
      {
        cause: fault,
      },
    );
  }
  return new PermanentError(`${operation}: the store cannot do it (${name})`, { cause: fault });
}

/** ClickHouse's code of an error made by `toStoreError`, when there is one. */
export function storeCode(error: unknown): string | undefined {
  return error instanceof Error && error.cause instanceof StoreFault ? error.cause.code : undefined;
}
