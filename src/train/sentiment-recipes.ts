// How the sentiment models are trained; chosen by cross-validation on the training parts.
import type { Recipe } from './sentiment-model.ts';

export const english: Recipe = {
  bits: 19,
  seed: 1,
  members: 3,
  folds: 10,
  judgedFolds: 2,
  epochs: 8,
  rate: 0.1,
  dropout: 0.2,
  decay: 3e-4,
};
/** Without the tweets of SemEval: what is left says less of other kinds of text when single words of it are learnt. */
export const cleanEnglish: Recipe = { ...english, dropout: 0.4 };
export const other: Recipe = {
  bits: 16,
  seed: 1,
  members: 3,
  folds: 5,
  judgedFolds: 5,
  epochs: 10,
  rate: 0.1,
  dropout: 0.3,
  decay: 1e-3,
};
