// The caller's side of a forwarded command: this process's streams over HTTP to the process that holds the data.
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import type { Readable, Writable } from 'node:stream';
import { ConfigError } from '../errors.ts';
import { isLoopback } from '../host-name.ts';
import {
  argsHeader,
  type CommandRecord,
  cwdHeader,
  encodeHeader,
  exitInterrupted,
  exitTryAgain,
  maxHeaderBytes,
  recordSchema,
  terminalHeader,
} from './command-protocol.ts';
import type { Terminal } from './context.ts';

/** Where the process that holds the data answers, as its lock file says. */
export interface Holder {
  url: string;
  token: string;
}

export interface ForwardOptions {
  args: readonly string[];
  cwd: string;
  /** not given: standard input is empty */
  stdin?: Readable | undefined;
  stdout: Writable;
  stderr: Writable;
  terminal?: Terminal | undefined;
  signal: AbortSignal;
  /** the holder sends a line every few seconds; after this silence (ms) it counts as dead */
  silenceLimitMs?: number;
}

/** 128 + SIGPIPE: whoever read our output has gone. */
const exitNobodyReads = 141;
/** A record is at most 64 KiB of text, six times as long when all of it is escaped. */
const maxLineBytes = 1024 * 1024;

/**
 * Runs `name` in the holder and resolves with its exit code. 75 when the holder is away, busy or dies half-way: the
 * same command again is safe. 130 when `signal` aborted. Nothing is thrown but ConfigError for a holder elsewhere.
 */
export async function forwardCommand(holder: Holder, name: string, options: ForwardOptions): Promise<number> {
  const url = new URL(`/api/v1/commands/${encodeURIComponent(name)}`, holder.url);
  if (url.protocol !== 'http:' || !isLoopback(url.hostname)) {
    throw new ConfigError(
      `The lock file names ${url.origin}, which is not this machine; no token is sent there.`,
    );
  }
  const say = (message: string) => void options.stderr.write(`earshot: ${message}\n`);
  const headers = commandHeaders(holder, options);
  if (Object.values(headers).join('').length > maxHeaderBytes - 4_096) {
    say('the arguments are too long to hand on to the process that holds the data.');
    return 1;
  }
  const request = httpRequest(url, { method: 'POST', headers, agent: false, signal: options.signal });
  try {
    const response = await openResponse(request, options);
    if (response.statusCode !== 200) return await explainRefusal(response, say);
    return await followCommand(request, response, options);
  } catch (error) {
    if (options.signal.aborted) return exitInterrupted;
    if (error instanceof NobodyReads) return exitNobodyReads;
    say(explainLoss(error, holder, name));
    return error instanceof UnreadableInput ? 1 : exitTryAgain;
  } finally {
    options.stdin?.unpipe(request);
    options.stdin?.pause();
    request.on('error', () => {});
    request.destroy();
  }
}

class NobodyReads extends Error {}
class UnreadableInput extends Error {}
class Silence extends Error {}

function commandHeaders(holder: Holder, options: ForwardOptions): Record<string, string> {
  return {
    authorization: `Bearer ${holder.token}`,
    'content-type': 'application/octet-stream',
    [argsHeader]: encodeHeader(options.args),
    [cwdHeader]: encodeHeader(options.cwd),
    ...(options.terminal === undefined ? {} : { [terminalHeader]: encodeHeader(options.terminal) }),
  };
}

/** Sends the head only: input follows when the holder has agreed. */
function openResponse(request: ClientRequest, options: ForwardOptions): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve);
    request.once('error', reject);
    request.setTimeout(options.silenceLimitMs ?? 90_000, () => request.destroy(new Silence()));
    if (options.stdin === undefined) request.end();
    else request.flushHeaders();
  });
}

async function followCommand(
  request: ClientRequest,
  response: IncomingMessage,
  options: ForwardOptions,
): Promise<number> {
  request.setTimeout(0);
  let failure: Error | undefined;
  const fail = (error: Error) => {
    failure ??= error;
    response.destroy(error);
  };
  // what ends the upload also ends the response, which is where it is noticed
  request.on('error', () => {});
  const onInputError = (error: Error) => fail(new UnreadableInput('', { cause: error }));
  const onOutputError = () => fail(new NobodyReads());
  options.stdin?.once('error', onInputError);
  options.stdout.once('error', onOutputError);
  options.stdin?.pipe(request);
  try {
    const limitMs = options.silenceLimitMs ?? 90_000;
    for await (const record of readRecords(response, limitMs, () => fail(new Silence()))) {
      if (record.stdout !== undefined) await writeText(options.stdout, record.stdout);
      if (record.stdoutBytes !== undefined)
        await writeText(options.stdout, Buffer.from(record.stdoutBytes, 'base64'));
      if (record.stderr !== undefined) await writeText(options.stderr, record.stderr);
      if (record.exit !== undefined) return record.exit;
    }
  } catch (error) {
    throw failure ?? error;
  } finally {
    options.stdin?.off('error', onInputError);
    options.stdout.off('error', onOutputError);
  }
  throw new Error('the response ended before the command');
}

/** Records as they come; `onSilence` after `limitMs` without a byte, not counting the time we take ourselves. */
async function* readRecords(
  response: IncomingMessage,
  limitMs: number,
  onSilence: () => void,
): AsyncGenerator<CommandRecord> {
  let pending: Buffer[] = [];
  let timer = setTimeout(onSilence, limitMs);
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      clearTimeout(timer);
      let start = 0;
      for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
        const line = Buffer.concat([...pending, chunk.subarray(start, end)]).toString('utf8');
        pending = [];
        start = end + 1;
        yield recordSchema.parse(JSON.parse(line));
      }
      if (start < chunk.length) pending.push(chunk.subarray(start));
      if (pending.reduce((bytes, piece) => bytes + piece.length, 0) > maxLineBytes)
        throw new Error('line too long');
      timer = setTimeout(onSilence, limitMs);
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves when there is room for more. */
function writeText(stream: Writable, text: string | Buffer): Promise<void> {
  if (stream.destroyed) throw new NobodyReads();
  if (stream.write(text)) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      stream.off('drain', done).off('close', done).off('error', done);
      resolve();
    };
    stream.on('drain', done).on('close', done).on('error', done);
  });
}

async function explainRefusal(response: IncomingMessage, say: (message: string) => void): Promise<number> {
  let body = '';
  for await (const chunk of response.setEncoding('utf8')) {
    body += chunk;
    if (body.length > 64 * 1024) break;
  }
  let detail = `the process that holds the data answered ${response.statusCode}.`;
  try {
    const problem: unknown = JSON.parse(body);
    if (typeof problem === 'object' && problem !== null && 'detail' in problem)
      detail = String(problem.detail);
  } catch {
    // not one of ours: the status says enough
  }
  say(detail);
  return [401, 429, 503].includes(response.statusCode ?? 0) ? exitTryAgain : 1;
}

function explainLoss(error: unknown, holder: Holder, name: string): string {
  const where = `the process that holds the data (${new URL(holder.url).origin})`;
  if (error instanceof UnreadableInput) return 'standard input could not be read; the command was stopped.';
  if ((error as { code?: unknown }).code === 'ECONNREFUSED') {
    return `${where} could not be reached; nothing was started. If it has stopped, run the same command again.`;
  }
  const how = error instanceof Silence ? 'no longer answers' : 'ended';
  return (
    `${where} ${how} before "${name}" was done. What it had confirmed is kept. ` +
    'Run the same command again: nothing is stored twice.'
  );
}
