// One trained model: folds for calibration, then all rows for the weights.
import type { SentimentModel } from '../enrich/sentiment-model.ts';
import { calibrate, type Judged, judgeAll } from './calibrate.ts';
import { type TrainingOptions, trainLinear, weighClasses } from './linear.ts';
import { type Priors, readPriors } from './priors.ts';
import { type Quantised, quantise } from './quantise.ts';
import { type Examples, featuresOf } from './sentiment-features.ts';
import type { Corpus, Row } from './sentiment-rows.ts';

export interface Recipe extends Omit<TrainingOptions, 'seed'> {
  seed: number;
  /** models that differ by their seed and become one */
  members: number;
  /** rows are held out in so many parts for calibration, and so many of the parts are judged */
  folds: number;
  judgedFolds: number;
}

interface Prepared {
  corpus: Corpus;
  examples: Examples;
}

const prepare = (corpus: Corpus, rows: Row[], { bits }: Recipe, lang: string, priors: Priors): Prepared => ({
  corpus,
  examples: featuresOf(rows, bits, lang, priors),
});

function trainMembers(prepared: readonly Prepared[], recipe: Recipe, members: number, priors: Priors) {
  const sets = prepared.map(({ corpus, examples }) => ({
    examples,
    classWeights: weighClasses(examples, corpus.weight, corpus.balance),
  }));
  const models = Array.from({ length: members }, (_, member) =>
    trainLinear(sets, { ...recipe, seed: recipe.seed + member }),
  );
  return quantise(models, recipe.bits, priors);
}

/** Log-odds of rows by models that were not trained on them, corpus by corpus. */
function judgeHeldOut(corpora: readonly Corpus[], recipe: Recipe, lang: string, priors: Priors): Judged[][] {
  const judged: Judged[][] = corpora.map(() => []);
  for (let fold = 0; fold < recipe.judgedFolds; fold++) {
    const isHeld = (index: number) => index % recipe.folds === fold;
    const seen = corpora.map((corpus) => {
      const rows = corpus.rows.filter((_, index) => !isHeld(index));
      return prepare(corpus, rows, recipe, lang, priors);
    });
    const model = trainMembers(seen, recipe, 1, priors);
    corpora.forEach(({ rows }, at) => {
      const held = rows.filter((_, index) => isHeld(index));
      judged[at]!.push(...judgeAll({ ...model, bits: recipe.bits }, held, lang));
    });
  }
  return judged;
}

/** Log-odds of the rows of a corpus by a model of the others, as if its kind of text were not known. */
function judgeUnseen(
  corpora: readonly Corpus[],
  unseen: Corpus,
  recipe: Recipe,
  lang: string,
  priors: Priors,
) {
  const others = corpora.filter((corpus) => corpus !== unseen);
  const prepared = others.map((corpus) => prepare(corpus, corpus.rows, recipe, lang, priors));
  const model = trainMembers(prepared, recipe, 1, priors);
  return judgeAll({ ...model, bits: recipe.bits }, unseen.rows, lang);
}

function calibrateHeldOut(corpora: readonly Corpus[], recipe: Recipe, lang: string, priors: Priors) {
  const held = judgeHeldOut(corpora, recipe, lang, priors);
  const at = corpora.findIndex(({ standsForUnseen }) => standsForUnseen);
  if (at < 0) return calibrate(held);
  const unseen = judgeUnseen(corpora, corpora[at]!, recipe, lang, priors);
  return calibrate(held.with(at, unseen), unseen);
}

/** The weights alone, without what makes labels and probabilities of log-odds. Deterministic in rows and recipe. */
export function trainWeights(corpora: readonly Corpus[], lang: string, recipe: Recipe): Quantised {
  const priors = readPriors(lang);
  const prepared = corpora.map((corpus) => prepare(corpus, corpus.rows, recipe, lang, priors));
  return trainMembers(prepared, recipe, recipe.members, priors);
}

/** Deterministic in rows and recipe. */
export function trainModel(corpora: readonly Corpus[], lang: string, recipe: Recipe): SentimentModel {
  const priors = readPriors(lang);
  const calibration = calibrateHeldOut(corpora, recipe, lang, priors);
  const prepared = corpora.map((corpus) => prepare(corpus, corpus.rows, recipe, lang, priors));
  return {
    languages: [lang],
    bits: recipe.bits,
    ...trainMembers(prepared, recipe, recipe.members, priors),
    ...calibration,
  };
}

/** The model's log-odds of rows. */
export function judgeRows(model: SentimentModel, rows: readonly Row[]): Judged[] {
  return judgeAll(model, rows, model.languages[0]!);
}
