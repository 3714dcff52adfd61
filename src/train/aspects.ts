// npm run train:aspects -- --data DIR [--clean] [--out FILE]: trains the model of what a text thinks of one thing in it, and
// prints what it reaches on the validation files. The same data, taxonomy and sentiment model give the same file.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Topic } from '../config/city.ts';
import { loadTopicsFile } from '../config/load-city.ts';
import type { AspectModel } from '../enrich/aspect-model.ts';
import { readSentimentModels } from '../models/sentiment.ts';
import { writeModels } from '../models/sentiment-file.ts';
import { type AspectExample, aspectExamples } from './aspect-examples.ts';
import { type AspectGroup, judgeExamples, trainAspects } from './aspect-model.ts';
import { readOpinions } from './aspect-rows.ts';
import type { AveragedRecipe } from './averaged-recipe.ts';
import { figuresOf } from './figures.ts';
import { type Recipe, trainWeights } from './sentiment-model.ts';
import { english as recipeOfEnglish } from './sentiment-recipes.ts';
import { readEnglish, type TrainingData } from './sentiment-rows.ts';
import { composeTopicRows } from './topic-rows.ts';

const recipe: AveragedRecipe = { bits: 17, members: 3, epochs: 12, rate: 0.1, dropout: 0.2, decay: 1e-5 };
/** Of the models that judge posts which the shipped one has learnt from. */
const ofHalf: Recipe = { ...recipeOfEnglish, members: 1 };
const pairsOfCorpus = 1_500;
const pairsOfValidation = 1_000;

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    clean: { type: 'boolean', default: false },
    out: { type: 'string' },
    root: { type: 'string' },
  },
});
if (!values.data || !values.out || !values.root) {
  process.stderr.write('usage: npm run train:aspects -- --data DIR [--clean] [--out FILE]\n');
  process.exit(2);
}
const { data, clean, out, root } = values;
const sentiment = readSentimentModels().find(({ languages }) => languages.includes('en'))!;

const topics = await loadTopicsFile([join(root, 'config')]);
const topicOf = readTopicMap(join(root, 'bench', 'maps', 'sentihood.json'));
const english = readEnglish(data, clean);
const opinions = (part: 'train' | 'dev') =>
  aspectExamples(readOpinions(data, part, topicOf), { bits: recipe.bits, sentiment, hasWords: true });
const model = trainAspects([{ learnt: opinions('train') }, ...groupsOf(english, topics)], 'en', recipe);

report('opinions', opinions('dev'), model);
for (const { name, rows } of english.validation) {
  const { singles, pairs } = composeTopicRows(rows, topics, pairsOfValidation);
  const view = { bits: recipe.bits, sentiment, hasWords: true };
  report(`${name}, one topic`, aspectExamples(singles, view), model);
  report(`${name}, two topics`, aspectExamples(pairs, view), model);
}
const bytes = writeModels([model]);
writeFileSync(out, bytes);
process.stdout.write(`${bytes.length} bytes, sha256 ${createHash('sha256').update(bytes).digest('hex')}\n`);

/** Aspect of the opinions' file → the topic that it is. */
function readTopicMap(path: string): Map<string, string> {
  const map = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string[]>;
  return new Map(Object.entries(map).map(([aspect, [topic]]) => [aspect, topic!]));
}

/** Posts, judged half by half by a sentiment model that learnt from the other half: one that knows them would seem too sure. */
function groupsOf({ corpora }: TrainingData, taxonomy: readonly Topic[]): AspectGroup[] {
  const half = (side: number) =>
    corpora.map((corpus) => ({ ...corpus, rows: corpus.rows.filter((_, index) => index % 2 === side) }));
  return [0, 1].flatMap((side) => {
    const judge = { ...sentiment, ...trainWeights(half(side), 'en', ofHalf) };
    return half(1 - side).flatMap(({ rows }) => {
      const { singles, pairs } = composeTopicRows(rows, taxonomy, pairsOfCorpus);
      const read = (hasWords: boolean, of: typeof singles) =>
        aspectExamples(of, { bits: recipe.bits, sentiment: judge, hasWords });
      // Their words are the sentiment model's to know: learnt here too, they fit the chance of a few thousand posts.
      return [singles, pairs].map((of) => ({ learnt: read(false, of), judged: read(true, of) }));
    });
  });
}

function report(name: string, examples: readonly AspectExample[], trained: AspectModel): void {
  const judged = judgeExamples(trained, examples);
  const { n, accuracy, macroRecall, calibrationError } = figuresOf(judged, trained);
  const { slope, shift } = trained;
  const sides = judged.filter(({ label }) => label !== 1);
  const right = sides.filter(({ negative, positive, label }) => {
    const isPositive = slope * positive + shift[1] >= slope * negative + shift[0];
    return isPositive === (label === 2);
  });
  const figures = [accuracy, macroRecall, right.length / sides.length].map((share) =>
    (100 * share).toFixed(1),
  );
  process.stdout.write(
    `${name.padEnd(20)} ${String(n).padStart(5)}  accuracy ${figures[0]}  macro-recall ${figures[1]}  calibration error ${calibrationError.toFixed(3)}  negative or positive, given one of them: ${figures[2]} of ${sides.length}\n`,
  );
}
