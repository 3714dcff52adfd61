// Into a folder, below a path that a city chooses. Each file is there whole or not at all, and again is the same.
import { join, resolve } from 'node:path';
import { ConfigError, TransientError } from '../../errors.ts';
import { writeFiles } from '../../report/write-files.ts';
import { defineSender } from '../channel.ts';
import { folderOf, leftFiles } from '../file-name.ts';

/** What passes: a disk that is full, a share that is away. */
const passing: readonly unknown[] = [
  ...['ENOSPC', 'EDQUOT', 'EIO', 'ESTALE', 'EBUSY', 'EAGAIN', 'EMFILE', 'ENFILE'],
  ...['ETIMEDOUT', 'EHOSTDOWN', 'EHOSTUNREACH', 'ENOTCONN'],
];

/** Says the code alone: the ledger is shown to people who need not know where the folder lies. */
export function folderFailure(error: unknown): unknown {
  if (!(error instanceof ConfigError)) return error;
  const code = (error.cause as { code?: unknown } | undefined)?.code;
  const Kind = passing.includes(code) ? TransientError : ConfigError;
  return new Kind(`the folder cannot be written: ${typeof code === 'string' ? code : 'failed'}`, {
    cause: error,
  });
}

export const folder = defineSender({
  channel: 'folder',
  isRepeatable: true,
  async send(parcel, { dataDir, begin }) {
    await begin();
    const files = leftFiles(parcel).map(({ name, bytes }) => ({ name, content: bytes }));
    // a path that is not absolute lies in DATA_DIR
    const path = join(resolve(dataDir, parcel.recipient.path), ...folderOf(parcel));
    await writeFiles(path, files).catch((error: unknown) => {
      throw folderFailure(error);
    });
    return { state: 'sent' };
  },
});
