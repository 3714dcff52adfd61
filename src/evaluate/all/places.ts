// Which words name a place: in one city with and without a list of its names, and anywhere.
import { join } from 'node:path';
import { readLabelled } from '../labelled-file.ts';
import { compromise } from '../peers/compromise.ts';
import type { EvaluateOptions } from '../tasks.ts';
import { type Group, type Row, rowOf, type Setting, sideBySide } from './group.ts';
import { houston } from './houston.ts';

export const placeFiles = {
  boundaries: 'boundaries/houston.geojson',
  names: 'places/houston-names.csv',
  houston: 'places/harveyner-dev.jsonl',
  events: 'places/idrisi-dev.jsonl',
};

const about = `Exact spans, whatever their type. Houston: the development split of HarveyNER, of which nothing is trained on; first with the city's neighbourhoods alone,
then with its list of streets, landmarks, areas and rivers imported by "earshot places import". 19 events: the development split of IDRISI-RE, whose training split the
tagger may have seen, with no city at all.`;

export async function measurePlacesGroup({ dataDir, environment, topics, say }: Setting): Promise<Group> {
  const boundaries = join(dataDir, placeFiles.boundaries);
  const names = join(dataDir, placeFiles.names);
  const runs: [what: string, file: string, options: EvaluateOptions][] = [
    [
      'Houston, neighbourhoods only',
      placeFiles.houston,
      { city: await houston({ boundaries }, environment) },
    ],
    [
      'Houston, with its names',
      placeFiles.houston,
      { city: await houston({ boundaries, names }, environment) },
    ],
    ['19 events, no city', placeFiles.events, { topics }],
  ];
  const rows: Row[] = [];
  for (const [what, file, options] of runs) {
    say(`places: ${what}`);
    const open = () => readLabelled({ path: join(dataDir, file) });
    const reports = await sideBySide('places', open, options, [compromise], say);
    rows.push(
      rowOf(`${what}: F1`, 'f1', reports),
      rowOf(`${what}: precision`, 'precision', reports),
      rowOf(`${what}: recall`, 'recall', reports),
      rowOf(`${what}: posts/s`, 'postsPerSecond', reports),
    );
  }
  return { id: 'places', title: 'Places', about, rows };
}
