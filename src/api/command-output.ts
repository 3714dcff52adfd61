// The holder's side of a forwarded command: two Writables that become lines of one response.
import { isUtf8 } from 'node:buffer';
import { PassThrough, type Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';
import type { CommandRecord } from './command-protocol.ts';

/** Longest piece of output in one record, in bytes: a line of the response stays small whatever a command prints. */
const maxPieceBytes = 64 * 1024;

export interface CommandOutput {
  /** what is sent to the caller */
  body: Readable;
  stdout: Writable;
  stderr: Writable;
  /** Says everything that was written, then the exit code, and ends the body. */
  finish(exit: number): Promise<void>;
}

export function createCommandOutput(heartbeatMs: number): CommandOutput {
  const body = new PassThrough();
  const send = (record: CommandRecord): Promise<void> => writeRecord(body, record);
  const stdout = createByteSink(send);
  const stderr = createTextSink((text) => send({ stderr: text }));
  // a caller that does not read yet needs no sign of life; lines would only pile up
  const beat = setInterval(() => {
    if (!body.writableNeedDrain) void send({ alive: true });
  }, heartbeatMs);
  body.once('close', () => clearInterval(beat));
  void send({ alive: true });
  return {
    body,
    stdout,
    stderr,
    async finish(exit) {
      await Promise.all([endSink(stdout), endSink(stderr)]);
      clearInterval(beat);
      await send({ exit });
      body.end();
    },
  };
}

/** Resolves when there is room for more; what nobody will read is dropped, the command learns it from its signal. */
function writeRecord(body: PassThrough, record: CommandRecord): Promise<void> {
  if (!body.writable || body.write(`${JSON.stringify(record)}\n`)) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      body.off('drain', done).off('close', done);
      resolve();
    };
    body.on('drain', done).on('close', done);
  });
}

/** A Writable of bytes that hands on whole characters, however the bytes were cut. */
function createTextSink(send: (text: string) => Promise<void>): Writable {
  const decoder = new StringDecoder('utf8');
  const sendPieces = async (chunk: Buffer) => {
    for (let start = 0; start < chunk.length; start += maxPieceBytes) {
      const text = decoder.write(chunk.subarray(start, start + maxPieceBytes));
      if (text !== '') await send(text);
    }
  };
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      sendPieces(chunk).then(() => done(), done);
    },
    final: (done) => {
      const rest = decoder.end();
      if (rest === '') done();
      else send(rest).then(() => done(), done);
    },
  });
  // a command that destroys its own output must not take the holder down
  sink.on('error', () => {});
  return sink;
}

/** A Writable that hands on text where a piece is text, and bytes where it is a file or half a character. */
function createByteSink(send: (record: CommandRecord) => Promise<void>): Writable {
  const sendPieces = async (chunk: Buffer) => {
    for (let start = 0; start < chunk.length; start += maxPieceBytes) {
      const piece = chunk.subarray(start, start + maxPieceBytes);
      await send(
        isUtf8(piece) ? { stdout: piece.toString('utf8') } : { stdoutBytes: piece.toString('base64') },
      );
    }
  };
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      sendPieces(chunk).then(() => done(), done);
    },
  });
  // a command that destroys its own output must not take the holder down
  sink.on('error', () => {});
  return sink;
}

async function endSink(sink: Writable): Promise<void> {
  if (!sink.writableEnded && !sink.destroyed) sink.end();
  await finished(sink).catch(() => {});
}

/**
 * The request's body as standard input. Its own stream, because a command that stops reading destroys its input, and
 * destroying the request would cut the response off too. A caller that vanishes half-way is an error, never an end.
 */
export function createCommandInput(request: Readable): Readable {
  const stdin = new PassThrough();
  stdin.on('error', () => {});
  request.on('error', (error) => stdin.destroy(error));
  request.on('close', () => {
    if (!request.readableEnded) stdin.destroy(new Error('the caller is gone'));
  });
  request.pipe(stdin);
  return stdin;
}
