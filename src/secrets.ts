// Keys that this installation made for itself, in DATA_DIR/secrets: one file per key, readable by its owner only.
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from './errors.ts';

export interface Secrets {
  /**
   * Key for the authors of posts of that year (UTC): 32 bytes, made when first needed. Old keys are kept while posts
   * hashed with them are, so that an erasure finds them.
   */
  authorKey(createdAt: Date): Buffer;
}

const keyBytes = 32;

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === code;
}

function readKey(path: string): Buffer | undefined {
  let hex: string;
  try {
    hex = readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  if (/^[0-9a-f]{64}$/.test(hex)) return Buffer.from(hex, 'hex');
  throw new ConfigError(
    `${path} holds no key: expected ${keyBytes * 2} hex digits; restore it from a backup`,
  );
}

/** Whole or not at all, and the first of two processes wins: both go on with the same key. */
function makeKey(path: string): Buffer {
  const draft = `${path}.${process.pid}.${randomBytes(6).toString('hex')}`;
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, `${randomBytes(keyBytes).toString('hex')}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readKey(path)!;
}

/** Makes DATA_DIR/secrets (0700) when it is missing. */
export async function openSecrets(dataDir: string): Promise<Secrets> {
  const directory = join(dataDir, 'secrets');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const authorKeys = new Map<number, Buffer>();
  function authorKey(createdAt: Date): Buffer {
    const year = createdAt.getUTCFullYear();
    const known = authorKeys.get(year);
    if (known) return known;
    const path = join(directory, `author-${year}.key`);
    const key = readKey(path) ?? makeKey(path);
    authorKeys.set(year, key);
    return key;
  }
  return { authorKey };
}
