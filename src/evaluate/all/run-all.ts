// Everything that can be measured on the data folder, in one run, with the peers beside.
import { existsSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { pipelineVersion } from '../../enrich/version.ts';
import { aspectsFile, measureAspectsGroup } from './aspects.ts';
import type { Group, Setting } from './group.ts';
import { languageFile, languages, measureLanguageGroup, measureSentimentByLanguage } from './languages.ts';
import { measureNeighbourhoods } from './neighbourhoods.ts';
import { measurePlacesGroup, placeFiles } from './places.ts';
import { measureSentimentGroup, sentimentFiles } from './sentiment.ts';
import { measureTopicsGroup, topicsFile } from './topics.ts';

interface Measurement {
  /** files and folders under the data folder; a group that lacks one is left out */
  needs: readonly string[];
  measure(setting: Setting): Promise<Group | undefined>;
}

const perLanguage = languages.map((language) => languageFile(language));

/** In the order of the page; a new one is a file here and a line in this list. */
const measurements: readonly Measurement[] = [
  { needs: sentimentFiles.map(({ file }) => file), measure: measureSentimentGroup },
  { needs: perLanguage, measure: measureSentimentByLanguage },
  { needs: perLanguage, measure: measureLanguageGroup },
  { needs: Object.values(placeFiles), measure: measurePlacesGroup },
  { needs: [topicsFile], measure: measureTopicsGroup },
  { needs: [aspectsFile], measure: measureAspectsGroup },
  { needs: ['boundaries'], measure: measureNeighbourhoods },
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
  const groups: Group[] = [];
  for (const { needs, measure } of measurements) {
    const missing = needs.find((path) => !existsSync(join(setting.dataDir, path)));
    if (missing === undefined) {
      const group = await measure(setting);
      if (group) groups.push(group);
    } else setting.say(`there is no ${missing}: what needs it is left out`);
  }
  const [enricherVersion = ''] = pipelineVersion({ hash: '' }).split('-');
  const machine = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.versions.node}`;
  return { date: now.toISOString().slice(0, 10), enricherVersion, machine, groups };
}
