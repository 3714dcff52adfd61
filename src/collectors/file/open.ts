// A file or stream → UTF-8 bytes: unpacked (gz) and transcoded (UTF-16) by what its first bytes say, never whole in memory.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ConfigError, PermanentError } from '../../errors.ts';

export interface OpenFile {
  /** for reports; the file's name without its directory */
  name: string;
  /** of its first 64 KB and its size: another file, or one that changed, has another */
  identity: string;
  bytesTotal?: number;
  bytesRead(): number;
  /** the first 64 KB as text, to see the format by */
  head: string;
  /** UTF-8 without a mark; throws PermanentError where a gz is cut off or damaged, after all that could be unpacked */
  chunks: AsyncGenerator<Buffer>;
}

const headBytes = 64 * 1024;
/** Small pieces bound what one of them can unpack to: about 16 MB. */
const packedPiece = 16 * 1024;

const refusedFormats: [string, string][] = [
  ['PK\u0003\u0004', 'a zip or Excel file: unpack it, or save it as CSV'],
  ['PAR1', 'a Parquet file: save it as CSV or JSON lines'],
  ['%PDF', 'a PDF file'],
  ['SQLite format 3', 'an SQLite database: save the table as CSV'],
];

/** Opens `path`, or reads `input` when there is one. ConfigError when there is nothing to read or no such format. */
export async function openFile(source: {
  path?: string;
  input?: Readable;
  name?: string;
  size?: number;
}): Promise<OpenFile> {
  const { stream, size } = await openStream(source);
  let read = 0;
  const raw = bytesOf(stream, (count) => {
    read += count;
  });
  const packedHead = await takeHead(raw);
  const prefix = packedHead.head.subarray(0, 16).toString('latin1');
  const refused = refusedFormats.find(([magic]) => prefix.startsWith(magic));
  if (refused) {
    stream.destroy();
    throw new ConfigError(`this is ${refused[1]}; expected JSON lines, CSV or TSV, plain or gz`);
  }
  const isPacked = packedHead.head[0] === 0x1f && packedHead.head[1] === 0x8b;
  const unpacked = isPacked ? gunzip(packedHead.chunks) : packedHead.chunks;
  const { head, chunks } = await takeHead(decode(unpacked));
  return {
    name: source.name ?? (source.path ? basename(source.path) : 'stdin'),
    identity: createHash('sha256')
      .update(`${size ?? ''}\n`)
      .update(packedHead.head)
      .digest('hex')
      .slice(0, 32),
    bytesTotal: size,
    bytesRead: () => read,
    head: head.toString('utf8'),
    chunks,
  };
}

async function openStream({ path, input, size }: { path?: string; input?: Readable; size?: number }) {
  if (input) return { stream: input, size };
  if (path === undefined) throw new ConfigError('there is nothing to import: expected a file or a stream');
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError(`cannot read ${path} (${error.code})`, { cause: error });
  });
  if (found.isDirectory()) throw new ConfigError(`${path} is a directory; expected a file`);
  const stream = createReadStream(path, { highWaterMark: 256 * 1024 });
  await once(stream, 'open').catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError(`cannot read ${path} (${error.code})`, { cause: error });
  });
  return { stream, size: found.isFile() ? found.size : undefined };
}

async function* bytesOf(stream: Readable, count: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Buffer);
    count(bytes.length);
    yield bytes;
  }
}

/** The first 64 KB, and everything again from the start. A failure within them is kept for whoever reads on. */
async function takeHead(source: AsyncGenerator<Buffer>) {
  const parts: Buffer[] = [];
  let length = 0;
  let failure: { error: unknown } | undefined;
  while (length < headBytes && !failure) {
    const next = await source.next().catch((error: unknown) => {
      failure = { error };
      return { done: true as const, value: undefined };
    });
    if (next.done) break;
    parts.push(next.value);
    length += next.value.length;
  }
  const all = Buffer.concat(parts);
  async function* chunks(): AsyncGenerator<Buffer> {
    try {
      if (all.length > 0) yield all;
      if (failure) throw failure.error;
      yield* source;
    } finally {
      await source.return(undefined);
    }
  }
  return { head: all.subarray(0, headBytes), chunks: chunks() };
}

/** zlib's own stream drops what it had unpacked when it fails; here it is handed on before the failure is thrown. */
async function* gunzip(source: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const engine = createGunzip();
  let ready: Buffer[] = [];
  let failure: NodeJS.ErrnoException | undefined;
  engine.on('data', (chunk: Buffer) => ready.push(chunk));
  engine.on('error', (error) => {
    failure = error;
  });
  const closed = new Promise<void>((resolve) => engine.once('close', () => resolve()));
  const write = (piece: Buffer) =>
    Promise.race([new Promise<void>((done) => engine.write(piece, () => done())), closed]);
  const take = () => {
    const taken = ready;
    ready = [];
    return taken;
  };
  try {
    for await (const chunk of source) {
      for (let at = 0; at < chunk.length && !engine.destroyed; at += packedPiece) {
        await write(chunk.subarray(at, at + packedPiece));
        yield* take();
      }
      if (engine.destroyed) break;
    }
    if (!engine.destroyed) engine.end();
    await closed;
    yield* take();
    if (failure) throw new PermanentError(damage(failure.code), { cause: failure });
  } finally {
    engine.destroy();
  }
}

const damage = (code: string | undefined) =>
  code === 'Z_BUF_ERROR' ? 'the gz data is cut off here' : 'the gz data is damaged here';

/** Drops a UTF-8 mark; UTF-16 with a mark becomes UTF-8, its lone surrogates U+FFFD. */
async function* decode(source: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let isFirst = true;
  for await (const chunk of source) {
    let bytes = chunk;
    if (isFirst) {
      isFirst = false;
      const mark = bytes.subarray(0, 3).toString('hex');
      if (mark === 'efbbbf') bytes = bytes.subarray(3);
      else if (mark.startsWith('fffe')) decoder = new TextDecoder('utf-16le');
      else if (mark.startsWith('feff')) decoder = new TextDecoder('utf-16be');
    }
    yield decoder ? Buffer.from(decoder.decode(bytes, { stream: true })) : bytes;
  }
  if (decoder) yield Buffer.from(decoder.decode());
}
