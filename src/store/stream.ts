// A connection for answers that are too long to be held: they come in blocks, and the next block is made when the last one was taken.
import type { ClickHouseClient, ClickHouseSettings } from '@clickhouse/client';
import type { Session } from 'chdb';
import { rethrowWithCode, toStoreError } from './fault.ts';
import type { Params } from './lane.ts';

export interface Stream extends AsyncDisposable {
  /**
   * Runs a SELECT and gives its rows as lines of JSONEachRow; no block is empty, and none ends within a line. One statement at a time. What is not read to
   * its end is cancelled. Throws ConfigError, TransientError or PermanentError.
   */
  blocks(sql: string, params?: Params): AsyncGenerator<Uint8Array>;
}

/**
 * What a block and its reading take: 256 rows, which live so shortly that they cost the garbage collector nothing, one thread, and 64 KB for each column
 * of each part (a megabyte otherwise). Measured on a million posts: docs/performance.md.
 */
export const streamSettings = {
  max_threads: 1,
  max_block_size: '256',
  max_read_buffer_size: '65536',
  do_not_merge_across_partitions_select_final: 1,
  output_format_json_quote_64bit_integers: 0,
} as const satisfies ClickHouseSettings;

type Read = (sql: string, params: Params) => AsyncIterable<Uint8Array>;

function createStream(read: Read, close: () => Promise<void>): Stream {
  return {
    async *blocks(sql, params = {}) {
      try {
        for await (const block of read(sql, params)) if (block.length > 0) yield block;
      } catch (error) {
        throw toStoreError(error, 'query');
      }
    },
    [Symbol.asyncDispose]: close,
  };
}

/** On chDB: `session` is this stream's own, in no other's use. */
export async function openEmbeddedStream(session: Session): Promise<Stream> {
  for (const [name, value] of Object.entries(streamSettings))
    await session.queryAsync(`SET ${name} = ${value}`);
  await session.queryAsync('USE earshot');
  async function* read(sql: string, params: Params) {
    try {
      const chunks = session.queryStreamBind(sql, params, { format: 'JSONEachRow' });
      for await (const chunk of chunks) yield chunk.raw();
    } catch (error) {
      rethrowWithCode(error);
    }
  }
  return createStream(read, async () => session.close());
}

/** On a server: `client` was made with the settings above. */
export function openClusterStream(client: ClickHouseClient): Stream {
  async function* read(sql: string, params: Params) {
    const answer = await client.query({ query: sql, query_params: params, format: 'JSONEachRow' });
    for await (const rows of answer.stream()) yield Buffer.from(rows.map(({ text }) => text).join('\n'));
  }
  return createStream(read, () => client.close());
}
