// Into a folder, below a path that a city chooses. Each file is there whole or not at all, and again is the same.
import { join, resolve } from 'node:path';
import { writeFiles } from '../../report/write-files.ts';
import { defineSender } from '../channel.ts';
import { folderOf, leftFiles } from '../file-name.ts';

export const folder = defineSender({
  channel: 'folder',
  isRepeatable: true,
  async send(parcel, { dataDir, begin }) {
    await begin();
    const files = leftFiles(parcel).map(({ name, bytes }) => ({ name, content: bytes }));
    // a path that is not absolute lies in DATA_DIR
    await writeFiles(join(resolve(dataDir, parcel.recipient.path), ...folderOf(parcel)), files);
    return { state: 'sent' };
  },
});
