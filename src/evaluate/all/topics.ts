// The category of complaints to a city, through the taxonomy and a map.
import { join } from 'node:path';
import { readLabelled } from '../labelled-file.ts';
import { neutralCity } from '../neutral-city.ts';
import { naturalTopics } from '../peers/natural.ts';
import { taxonomyAlone } from '../peers/taxonomy.ts';
import { type Cell, type Group, ours, type Row, rowOf, type Setting, sideBySide } from './group.ts';
import { readBenchMap } from './maps.ts';

export const topicsFile = 'topics/bengaluru-train.jsonl';

const about = `Complaints to Bengaluru; no post of it is trained on. A complaint's best topic that the map (bench/maps/bengaluru.json) lists is its category, against the one its
author chose, which is noisy. Coverage: the share of complaints that can be answered, the surest first, so that nine in ten answers are right. The taxonomy alone is as sure as its lead in
evidence; natural's classifier is taught with the same words of the taxonomy.`;

export async function measureTopicsGroup(setting: Setting): Promise<Group | undefined> {
  const { dataDir, topics, say } = setting;
  const map = await readBenchMap('bengaluru', setting);
  if (!map) return undefined;
  say('topics: complaints');
  const open = () => readLabelled({ path: join(dataDir, topicsFile) });
  const peers = [taxonomyAlone(neutralCity(topics), map), naturalTopics(topics, map)];
  const reports = await sideBySide('topics', open, { topics, map }, peers, say);
  const classes = Object.entries(reports.get(ours)?.perClass ?? {});
  const perClass = classes.map(([label, { n }]): Row => {
    const cells: Record<string, Cell> = {};
    for (const [program, report] of reports) {
      const { f1, intervals } = report.perClass![label]!;
      cells[program] = { value: f1, interval: intervals.f1 };
    }
    return { what: `${label}: F1`, n, format: 'share', cells };
  });
  return {
    id: 'topics',
    title: 'Category of a complaint',
    about,
    rows: [
      rowOf('macro F1', 'macroF1', reports),
      rowOf('accuracy', 'accuracy', reports),
      rowOf('coverage at 90% precision', 'coverage', reports),
      ...perClass,
      rowOf('posts/s', 'postsPerSecond', reports),
    ],
  };
}
