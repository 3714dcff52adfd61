// Everything that can be measured on the data folder, in one run, with the peers beside.
import { availableParallelism, cpus } from 'node:os';
import { pipelineVersion } from '../../enrich/version.ts';
import { measureAspectsGroup } from './aspects.ts';
import type { Group, Setting } from './group.ts';
import { measureLanguageGroup, measureSentimentByLanguage } from './languages.ts';
import { measureNeighbourhoods } from './neighbourhoods.ts';
import { measurePlacesGroup } from './places.ts';
import { measureSentimentGroup } from './sentiment.ts';
import { measureTopicsGroup } from './topics.ts';

/** In the order of the page; a new one is a file here and a line in this list. */
const groups: readonly ((setting: Setting) => Promise<Group | undefined>)[] = [
  measureSentimentGroup,
  measureSentimentByLanguage,
  measureLanguageGroup,
  measurePlacesGroup,
  measureTopicsGroup,
  measureAspectsGroup,
  measureNeighbourhoods,
];

export interface AllFigures {
  /** YYYY-MM-DD */
  date: string;
  enricherVersion: string;
  machine: string;
  groups: Group[];
}

/** A group whose files are not there is said and left out. */
export async function runAll(setting: Setting, now: Date): Promise<AllFigures> {
  const made: Group[] = [];
  for (const measure of groups) {
    try {
      const group = await measure(setting);
      if (group) made.push(group);
    } catch (error) {
      const { code, path } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT') throw error;
      setting.say(`there is no ${path}: what needs it is left out`);
    }
  }
  const [enricherVersion = ''] = pipelineVersion({ hash: '' }).split('-');
  const machine = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.versions.node}`;
  return { date: now.toISOString().slice(0, 10), enricherVersion, machine, groups: made };
}
