// What the engine says against a statement, for the person who wrote it. This goes to their terminal and nowhere else: an engine's
// words may quote rows.
import { parseError } from '@clickhouse/client';
import { ConfigError } from '../../errors.ts';
import { toStoreError } from '../fault.ts';

// Codes of ClickHouse, src/Common/ErrorCodes.cpp.
const limits = new Map([
  ['159', 'it took longer than 30 s. Ask for a shorter period, or ask the sums (sums_day) instead of posts.'],
  ['160', 'it would take longer than 30 s. Ask for a shorter period, or ask the sums (sums_day).'],
  ['241', 'it needs more memory than a statement gets. Group by less, or ask for a shorter period.'],
  ['158', 'it has more rows than an answer may: 200,000. Add a LIMIT, or take posts with earshot export.'],
  [
    '396',
    'its answer is too large: at most 200,000 rows and 100 MB. Add a LIMIT, or take posts with earshot export.',
  ],
]);
/** The store is away, or does not let anybody in: nothing that the statement could change. */
const notTheStatement = new Set(['192', '193', '194', '195', '210', '209', '516', '999']);

/** Readable words of an engine's message: without code, version, and the whole statement that it likes to repeat. */
export function wordsOf(message: string): string {
  const bare = message
    .replace(/^Code: \d+\. /, '')
    .replace(/^DB::Exception: /, '')
    .replace(/\s*\((?:version|official build).*$/s, '')
    .replace(/\.?\s*(?::\s*)?In scope [\s\S]*$/, '')
    .replace(/\s*\([A-Z_]{4,}\)\s*$/, '');
  return bare.length > 500 ? `${bare.slice(0, 500)}…` : bare;
}

/** ConfigError in the engine's words where the statement is at fault, else the store's usual errors. */
export function toAnalystError(error: unknown): Error {
  const known = error instanceof Error ? parseError(error.message) : undefined;
  const given = (error as { code?: unknown }).code ?? (known as { code?: unknown } | undefined)?.code;
  const code = typeof given === 'string' && /^\d+$/.test(given) ? given : undefined;
  if (code === undefined || notTheStatement.has(code)) return toStoreError(error, 'sql');
  const limit = limits.get(code);
  if (limit !== undefined) return new ConfigError(`this statement was stopped: ${limit}`);
  return new ConfigError(`this statement is not understood: ${wordsOf((error as Error).message)}`);
}
