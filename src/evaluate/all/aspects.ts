// What sentences on neighbourhoods say of each aspect of each place.
import { join } from 'node:path';
import { readLabelled } from '../labelled-file.ts';
import { type Group, ours, rowOf, type Setting, sideBySide } from './group.ts';
import { readBenchMap } from './maps.ts';
import { ownErrors, sentimentPeers } from './sentiment.ts';

export const aspectsFile = 'aspects/sentihood-dev.jsonl';

const about = `The development split of SentiHood: every opinion is asked for, given its target and aspect, and is positive or negative. A lexicon says the same of every aspect of
a sentence, and nothing counts as positive. Finding aspects goes through bench/maps/sentihood.json, which names our topics for the few aspects that are one.`;

export async function measureAspectsGroup(setting: Setting): Promise<Group> {
  const { dataDir, topics, say } = setting;
  const map = await readBenchMap('sentihood', setting);
  say('aspects');
  const open = () => readLabelled({ path: join(dataDir, aspectsFile) });
  const reports = await sideBySide('aspects', open, { topics, map }, sentimentPeers, say);
  const own = reports.get(ours)!;
  const [accuracy, recall] = [
    rowOf('accuracy, given the aspect', 'accuracy', reports),
    rowOf('macro recall, given the aspect', 'macroRecall', reports),
  ].map((row) => ({ ...row, n: own.opinions ?? row.n }));
  return {
    id: 'aspects',
    title: 'Sentiment of an aspect',
    about,
    rows: [
      accuracy!,
      recall!,
      ...ownErrors('sentiment', own),
      ...(map ? [rowOf('finding aspects: F1', 'f1', reports)] : []),
      rowOf('posts/s', 'postsPerSecond', reports),
    ],
  };
}
