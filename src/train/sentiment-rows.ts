// The labelled lines that sentiment is trained on, without any that the validation files hold too.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Index into p: 0 negative, 1 neutral, 2 positive. */
export type Label = 0 | 1 | 2;

export interface Row {
  text: string;
  label: Label;
}

/** One kind of text, with the weight of its rows in training. */
export interface Corpus {
  name: string;
  rows: Row[];
  weight: number;
  /** 1: classes count the same however rare they are; 0: as they come */
  balance: number;
  /** labels are chosen for kinds of text that the weights do not know, as this one is to the others */
  standsForUnseen?: boolean;
}

const labels: Record<string, Label> = { negative: 0, neutral: 1, positive: 2 };
/** Means of −4…4 that people call neither good nor bad; without other tweets, what people call neutral there. */
const [neutralScore, neutralScoreAlone] = [0.5, 1];

type Line = { text: string; label?: string; score?: number };

function readRows(directory: string, file: string, widestNeutral = neutralScore): Row[] {
  const lines = readFileSync(join(directory, file), 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => {
    const { text, label, score = 0 } = JSON.parse(line) as Line;
    if (label !== undefined) return { text, label: labels[label.toLowerCase()]! };
    if (Math.abs(score) <= widestNeutral) return { text, label: 1 };
    return { text, label: score < 0 ? 0 : 2 };
  });
}

/** What is left of a text when links, handles, case and punctuation are not looked at: copies have the same. */
function essence(text: string): string {
  return text
    .toLowerCase()
    .replace(/https?\S*|@\w+|\\u[0-9a-f]{4}/g, '')
    .replace(/[^\p{L}\p{N}\p{Extended_Pictographic}]+/gu, '');
}

function without(rows: Row[], held: ReadonlySet<string>): Row[] {
  const seen = new Set<string>();
  return rows.filter(({ text, label }) => {
    const key = essence(text);
    const isNew = !held.has(key) && !seen.has(`${label}${key}`);
    seen.add(`${label}${key}`);
    return isNew;
  });
}

const essencesOf = (rows: Row[]) => new Set(rows.map(({ text }) => essence(text)));

export interface TrainingData {
  corpora: Corpus[];
  validation: { name: string; rows: Row[] }[];
}

/**
 * Labels that people gave with `earshot correct`, by language (ISO 639-1), from a file of `earshot correct export`. Lines without text
 * or without a label of sentiment teach nothing.
 */
export function readCorrections(file: string): Map<string, Row[]> {
  const byLanguage = new Map<string, Row[]>();
  for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const { text, label = '', lang = '' } = JSON.parse(line) as Partial<Line & { lang: string }>;
    if (!text || !Object.hasOwn(labels, label)) continue;
    byLanguage.set(lang, [...(byLanguage.get(lang) ?? []), { text, label: labels[label]! }]);
  }
  return byLanguage;
}

/**
 * The data with corrections among the rows of its first corpus. A corpus of their own would count as much in the calibration as tens of
 * thousands of rows. Those that a validation file holds are left out.
 */
export function withCorrections(data: TrainingData, corrections: Row[] = []): TrainingData {
  const [first, ...rest] = data.corpora;
  const rows = without(corrections, essencesOf(data.validation.flatMap((set) => set.rows)));
  if (first === undefined || rows.length === 0) return data;
  return { ...data, corpora: [{ ...first, rows: [...first.rows, ...rows] }, ...rest] };
}

/** `isClean`: only what has a licence that lets anyone use it. */
export function readEnglish(directory: string, isClean: boolean): TrainingData {
  const tweets = readRows(directory, 'sentiment/tweeteval-val.jsonl');
  const comments = readRows(directory, 'sentiment/goemotions-dev.jsonl');
  const held = essencesOf([...tweets, ...comments]);
  const rowsOf = (file: string, widestNeutral?: number) =>
    without(readRows(directory, `sentiment/${file}`, widestNeutral), held);
  const reddit: Corpus = {
    name: 'reddit',
    rows: rowsOf('goemotions-train.jsonl'),
    weight: 1.1,
    balance: 0.8,
  };
  const rated = { name: 'rated tweets', weight: 1, balance: 1 };
  const cleanRated = {
    ...rated,
    rows: rowsOf('vader-tweets.jsonl', neutralScoreAlone),
    standsForUnseen: true,
  };
  return {
    corpora: isClean
      ? [reddit, cleanRated]
      : [
          { name: 'tweets', rows: rowsOf('semeval-2013-2016-train.jsonl'), weight: 1, balance: 0.8 },
          reddit,
          { ...rated, rows: rowsOf('vader-tweets.jsonl') },
        ],
    validation: [
      { name: 'tweets', rows: tweets },
      { name: 'reddit', rows: comments },
    ],
  };
}

/** English name of the data's files → ISO 639-1. */
export const otherLanguages: Record<string, string> = {
  arabic: 'ar',
  french: 'fr',
  german: 'de',
  hindi: 'hi',
  italian: 'it',
  portuguese: 'pt',
  spanish: 'es',
};

export function readLanguage(directory: string, name: string): TrainingData {
  const validation = readRows(directory, `languages/${name}-val.jsonl`);
  const rows = without(readRows(directory, `languages/${name}-train.jsonl`), essencesOf(validation));
  return {
    corpora: [{ name, rows, weight: 1, balance: 1 }],
    validation: [{ name, rows: validation }],
  };
}
