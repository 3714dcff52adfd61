// npm run train:sentiment -- --data DIR [--clean] [--corrections FILE] [--out FILE]: trains the sentiment models and prints what they reach on the
// validation files. The same data and program give the same file, byte for byte.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { writeModels } from '../models/sentiment-file.ts';
import { type Figures, figuresOf } from './figures.ts';
import { judgeRows, type Recipe, trainModel } from './sentiment-model.ts';
import { cleanEnglish, english, other } from './sentiment-recipes.ts';
import {
  otherLanguages,
  type Row,
  readCorrections,
  readEnglish,
  readLanguage,
  type TrainingData,
  withCorrections,
} from './sentiment-rows.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    clean: { type: 'boolean', default: false },
    corrections: { type: 'string' },
    out: { type: 'string' },
  },
});
if (!values.data || !values.out) {
  process.stderr.write(
    'usage: npm run train:sentiment -- --data DIR [--clean] [--corrections FILE] [--out FILE]\n',
  );
  process.exit(2);
}
const { data, out, clean } = values;
const corrections = values.corrections ? readCorrections(values.corrections) : new Map<string, Row[]>();

const percent = (share: number) => (100 * share).toFixed(1).padStart(5);

function line(name: string, { n, accuracy, macroRecall, macroF1, calibrationError }: Figures): string {
  return `${name.padEnd(12)} ${String(n).padStart(6)}  accuracy ${percent(accuracy)}  macro-recall ${percent(macroRecall)}  macro-F1 ${percent(macroF1)}  calibration error ${calibrationError.toFixed(3)}\n`;
}

function train(read: TrainingData, lang: string, recipe: Recipe) {
  const { corpora, validation } = withCorrections(read, corrections.get(lang));
  const model = trainModel(corpora, lang, recipe);
  const { offsets, slope, shift, scale, bias } = model;
  process.stdout.write(`${lang}: ${JSON.stringify({ offsets, slope, shift, scale, bias })}\n`);
  const figures = validation.map(({ name, rows }) => {
    const reached = figuresOf(judgeRows(model, rows), model);
    process.stdout.write(line(name, reached));
    return reached;
  });
  return { model, figures };
}

const trained = [train(readEnglish(data, clean), 'en', clean ? cleanEnglish : english)];
for (const [name, code] of Object.entries(otherLanguages)) {
  trained.push(train(readLanguage(data, name), code, other));
}
const bytes = writeModels(trained.map(({ model }) => model));
writeFileSync(out, bytes);
process.stdout.write(`${bytes.length} bytes, sha256 ${createHash('sha256').update(bytes).digest('hex')}\n`);
