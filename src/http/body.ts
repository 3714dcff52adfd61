// Reads a body no further than its limit: what came over the wire and what it unpacks to are counted as they
// arrive, so a bomb costs what the limit costs.
import { pipeline, type Readable, type Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { RefusedError } from './refused-error.ts';

// Two is one more than any honest server applies.
const MAX_ENCODINGS = 2;
// Beside the body's limit, for bodies that are wrapping only.
const WIRE_SLACK_BYTES = 65_536;
// Content coding zstd is limited to a window of 8 MB (RFC 9659).
const ZSTD_WINDOW_LOG = 23;

type Bytes = AsyncIterable<Buffer>;
type Decode = (source: Bytes) => Bytes;
type MakeDecoder = () => Transform;

/** Node 22.15 and later; typed loosely because the types are those of Node 20. */
function zstdDecoder(): MakeDecoder | undefined {
  const make: unknown = Reflect.get(zlib, 'createZstdDecompress');
  const windowLogMax: unknown = Reflect.get(zlib.constants, 'ZSTD_d_windowLogMax');
  if (typeof make !== 'function' || typeof windowLogMax !== 'number') return undefined;
  return () => make({ params: { [windowLogMax]: ZSTD_WINDOW_LOG } });
}

const zstd = zstdDecoder();
const DECODERS: ReadonlyMap<string, Decode> = new Map<string, Decode>([
  ['gzip', through(() => zlib.createGunzip())],
  ['x-gzip', through(() => zlib.createGunzip())],
  ['deflate', inflateEither],
  ['br', through(() => zlib.createBrotliDecompress())],
  ...(zstd ? [['zstd', through(zstd)] as const] : []),
]);

/** What this Node can unpack, best first. */
export const ACCEPT_ENCODING = ['br', 'zstd', 'gzip', 'deflate']
  .filter((name) => DECODERS.has(name))
  .join(', ');

export interface BodyLimits {
  /** for messages */
  host: string;
  /** the Content-Encoding header */
  encoding: string | undefined;
  maxBytes: number;
  /** return the first `maxBytes` instead of refusing more */
  truncate?: boolean;
}

/**
 * The decoded bytes of a body. Throws RefusedError (`size`, `encoding`), or what the stream or a decoder threw;
 * the stream is destroyed in any case.
 */
export async function readBody(source: Readable, limits: BodyLimits): Promise<Buffer> {
  const { host, maxBytes } = limits;
  const tooLarge = () => new RefusedError('size', `${host} sent more than ${maxBytes} bytes`);
  const parts: Buffer[] = [];
  const wire = { bytes: 0 };
  let size = 0;
  try {
    const decoders = decodersFor(limits.encoding, host);
    const raw = counted(source, wire, maxBytes + WIRE_SLACK_BYTES, tooLarge);
    for await (const part of decoders.reduce<Bytes>((bytes, decode) => decode(bytes), raw)) {
      size += part.length;
      parts.push(part);
      if (size > maxBytes) throw tooLarge();
    }
    return Buffer.concat(parts, size);
  } catch (error) {
    const isTooLarge = error instanceof RefusedError && error.reason === 'size';
    if (limits.truncate && isTooLarge) return Buffer.concat(parts).subarray(0, maxBytes);
    // No bytes at all are no valid gzip, but an empty body is empty, whatever its headers say.
    if (wire.bytes === 0 && source.readableEnded) return Buffer.alloc(0);
    throw error;
  } finally {
    source.on('error', () => {}).destroy();
  }
}

/** Encodings are listed in the order in which they were applied (RFC 9110, 8.4): they are undone from the last. */
function decodersFor(encoding: string | undefined, host: string): Decode[] {
  const names = (encoding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  const decoders = names.map((name) => DECODERS.get(name)).filter((decode) => decode !== undefined);
  if (names.length > MAX_ENCODINGS || decoders.length < names.length) {
    throw new RefusedError('encoding', `${host} packs its answer in a way that is not accepted`);
  }
  return decoders.reverse();
}

async function* counted(source: Bytes, wire: { bytes: number }, limit: number, tooLarge: () => Error): Bytes {
  for await (const chunk of source) {
    wire.bytes += chunk.length;
    if (wire.bytes > limit) throw tooLarge();
    yield chunk;
  }
}

/** A failure on either side ends the other; the reader of the result sees it. */
function through(make: MakeDecoder): Decode {
  return (source) => pipeline(source, make(), () => {});
}

/** "deflate" means zlib's format, and some servers send the bare one: the first byte tells (RFC 1950, 2.2). */
async function* inflateEither(source: Bytes): Bytes {
  const chunks = source[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done) return;
  const isZlib = (first.value[0]! & 0x0f) === 8;
  const whole = async function* () {
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => chunks };
  };
  yield* through(() => (isZlib ? zlib.createInflate() : zlib.createInflateRaw()))(whole());
}
