// The maps of bench/maps, from labels of public files to our topics.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseLabelMap } from '../label-map.ts';
import type { LabelMap } from '../tasks.ts';
import type { Setting } from './group.ts';

/** bench/maps of the checkout, found upwards, so that src and dist both find it; an installed program has none. */
export function benchMapsDir(): string | undefined {
  let folder = import.meta.dirname;
  for (;;) {
    const maps = join(folder, 'bench', 'maps');
    if (existsSync(maps)) return maps;
    if (dirname(folder) === folder) return undefined;
    folder = dirname(folder);
  }
}

/** Undefined, and said, where there is no such map. */
export async function readBenchMap(
  name: string,
  { mapsDir, topics, say }: Pick<Setting, 'mapsDir' | 'topics' | 'say'>,
): Promise<LabelMap | undefined> {
  const path = mapsDir === undefined ? undefined : join(mapsDir, `${name}.json`);
  if (path === undefined || !existsSync(path)) {
    say(`there is no map for ${name}: what needs it is left out`);
    return undefined;
  }
  return parseLabelMap(await readFile(path, 'utf8'), path, topics);
}
