// Other languages: which one a tweet is written in, and its sentiment in each.
import { join } from 'node:path';
import { readLabelled } from '../labelled-file.ts';
import { languageDetectors } from '../peers/languages.ts';
import { naturalSentiment } from '../peers/natural.ts';
import type { Line } from '../tasks.ts';
import { type Cell, type Group, ours, type Row, rowOf, type Setting, sideBySide } from './group.ts';

export const languages = [
  'Arabic',
  'English',
  'French',
  'German',
  'Hindi',
  'Italian',
  'Portuguese',
  'Spanish',
];

/** Under the data folder. */
export const languageFile = (language: string) => `languages/${language.toLowerCase()}-val.jsonl`;

async function* readAll(paths: readonly string[]): AsyncGenerator<Line> {
  for (const path of paths) yield* readLabelled({ path });
}

export async function measureLanguageGroup({ dataDir, topics, say }: Setting): Promise<Group> {
  say('language');
  const open = () => readAll(languages.map((language) => join(dataDir, languageFile(language))));
  const reports = await sideBySide('language', open, { topics }, languageDetectors, say);
  const perLanguage = Object.keys(reports.get(ours)?.perClass ?? {}).map((code): Row => {
    const cells: Record<string, Cell> = {};
    for (const [program, { perClass }] of reports) {
      const { recall, intervals } = perClass![code]!;
      cells[program] = { value: recall, interval: intervals.recall };
    }
    return { what: `${code}: recall`, n: reports.get(ours)!.perClass![code]!.n, format: 'share', cells };
  });
  return {
    id: 'language',
    title: 'Language of a tweet, seven languages',
    about:
      'The validation files of XLM-T without romanised Hindi. Each detector chooses among all the languages it knows.',
    rows: [
      rowOf('accuracy', 'accuracy', reports),
      ...perLanguage,
      rowOf('posts/s', 'postsPerSecond', reports),
    ],
  };
}

export async function measureSentimentByLanguage({ dataDir, topics, say }: Setting): Promise<Group> {
  const rows: Row[] = [];
  for (const language of languages) {
    say(`sentiment: ${language}`);
    const natural = naturalSentiment(language);
    // One column for natural, whichever of its lists a language has.
    const peers = natural ? [{ ...natural, name: 'natural' }] : [];
    const open = () => readLabelled({ path: join(dataDir, languageFile(language)) });
    const reports = await sideBySide('sentiment', open, { topics }, peers, say);
    rows.push(rowOf(`${language}: macro F1`, 'macroF1', reports));
  }
  const mean = rows.reduce((sum, { cells }) => sum + cells[ours]!.value, 0) / rows.length;
  const n = rows.reduce((sum, row) => sum + row.n, 0);
  const whole: Row = { what: 'mean of the eight', n, format: 'share', cells: { [ours]: { value: mean } } };
  return {
    id: 'sentiment-by-language',
    title: 'Sentiment in eight languages',
    about:
      'The validation files of XLM-T, three classes; the Hindi is in Latin script. Earshot finds the language by itself; natural is told it, and has no list for Arabic and Hindi.',
    rows: [...rows, whole],
  };
}
