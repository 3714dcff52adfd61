// Which language a post is written in, or `und`. The script where only one language writes it, else n-grams.
import { readLanguageModel } from '../models/language.ts';
import { createLanguageScorer, type LanguageModel, type WordGrams } from './language-model.ts';
import { toldByWords } from './language-words.ts';
import { scriptNames, scriptOf } from './scripts.ts';
import { type Tokens, tokenKind } from './token-buffer.ts';
import { createWordTable } from './vocabulary.ts';

/** The languages most public posts are written in; others of the sixty must be clearer to be believed. */
const frequent = ['en', 'es', 'fr', 'de', 'it', 'pt', 'ar', 'nl', 'zh', 'ja', 'ko', 'ru', 'vi'];

/** How much clearer, in scores of 0…1; tuned on the training part of the language data. */
const margin = 0.06;
/** What the platform's own word is worth. */
const hintBonus = 0.02;
/**
 * What it is worth that the city speaks a language: `most` for a text of no letters, a quarter of it at `quarter` letters. "Nice one" is English in
 * Houston, whatever else it may be elsewhere.
 */
const home = { most: 0.8, quarter: 12 };

/** Fewer letters than this carry no language, where a letter is not a word. */
const fewestLetters = 4;
const mostLetters = 400;
/** One character of these is as good as a word. */
const dense = new Set(['ja', 'ko', 'zh']);
const shared = scriptNames.indexOf('ngrams');
const [japanese, chinese] = [scriptNames.indexOf('ja'), scriptNames.indexOf('zh')];

interface Word extends WordGrams {
  script: number;
  /** two bits per language of `toldByWords`: it is one of its words, and of those that are only its */
  told: number;
}

const toldOf = (word: string) =>
  toldByWords.reduce(
    (bits, { words, only }, index) =>
      bits | (words.has(word) ? 1 << (2 * index) : 0) | (only.has(word) ? 2 << (2 * index) : 0),
    0,
  );

type WordAt = (tokens: Tokens, index: number) => Word;

/** ISO 639-1 or `und`; `hint` is what the platform says, and only tips a close call. */
export type LanguageReader = (tokens: readonly Tokens[], hint?: string) => string;

/** `languages`: those of the city. */
export function createLanguageReader(
  languages: readonly string[],
  model: LanguageModel = readLanguageModel(),
): LanguageReader {
  const scorer = createLanguageScorer(model);
  const likely = new Set([...frequent, ...languages]);
  const bonus = Float64Array.from(model.codes, (code) => (likely.has(code) ? margin : 0));
  const own = new Set(languages);
  const isHome = model.codes.map((code) => own.has(code));
  const letters = new Int32Array(scriptNames.length);
  const wordAt = createWordTable((word): Word => {
    const { grams, close } = scorer.gramsOf(word);
    return { grams, close, script: scriptOf(word.charCodeAt(0)), told: toldOf(word) };
  });

  return (tokens, hint) => {
    const words = wordsOf(tokens, wordAt, letters);
    const script = largest(letters);
    if (letters[script] === 0) return 'und';
    const name = scriptNames[script]!;
    if (script !== shared)
      return name === 'zh' && letters[japanese]! > 0 ? 'ja' : written(name, letters[script]!);
    if (letters[shared]! < fewestLetters) return 'und';
    const told = toldLanguage(words);
    if (told !== undefined) return told;
    const letterCount = letters[shared]!;
    return weigh(
      words,
      home.most * (home.quarter / (home.quarter + letterCount)) ** 2,
      hint?.slice(0, 2).toLowerCase(),
    );
  };

  function weigh(words: readonly WordGrams[], homeBonus: number, hinted: string | undefined): string {
    const scores = scorer.score(words);
    let best = 'und';
    let bestScore = 0;
    for (let i = 0; i < scores.length; i++) {
      const code = scorer.codes[i]!;
      if (scores[i]! <= 0) continue;
      const score = scores[i]! + bonus[i]! + (isHome[i] ? homeBonus : 0) + (code === hinted ? hintBonus : 0);
      if (score <= bestScore) continue;
      bestScore = score;
      best = code;
    }
    return best;
  }
}

const written = (name: string, letters: number) =>
  letters >= fewestLetters || dense.has(name) ? name : 'und';

/** Only running words: links, handles and hashtags say nothing of the language. Counts the letters of each script. */
function wordsOf(tokens: readonly Tokens[], wordAt: WordAt, letters: Int32Array): Word[] {
  const found: Word[] = [];
  let read = 0;
  letters.fill(0);
  for (const text of tokens) {
    const { kinds, count, words } = text;
    for (let i = 0; i < count && read < mostLetters; i++) {
      if (kinds[i] !== tokenKind.word) continue;
      const word = words[i]!;
      if (word === '' || word === 'and') continue;
      const known = wordAt(text, i);
      found.push(known);
      read += word.length;
      letters[known.script]! += word.length;
    }
  }
  return found;
}

/** Japanese is written with Chinese characters too: they count for both. */
function largest(letters: Int32Array): number {
  let best = shared;
  for (let i = 1; i < letters.length; i++) if (letters[i]! > letters[best]!) best = i;
  return best === chinese && letters[japanese]! > 0 ? japanese : best;
}

function toldLanguage(words: readonly Word[]): string | undefined {
  const told = toldByWords.findIndex(({ fewestOnly, leastShare }, index) => {
    let [known, only] = [0, 0];
    for (const word of words) {
      known += (word.told >> (2 * index)) & 1;
      only += (word.told >> (2 * index + 1)) & 1;
    }
    return only >= fewestOnly && known > 1 && known >= leastShare * words.length;
  });
  return toldByWords[told]?.lang;
}
