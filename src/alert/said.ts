// The terms of a post: words, and two in a row, as `said_day` counts them (src/maintain/terms-few.sql says the same in SQL). Pure.
import { stopWords } from '../maintain/stop-words.ts';

const silent = new Set(stopWords);
/** links, masks and addresses end a phrase as punctuation does */
const isNoWord = (chunk: string) => /[@]|:\/\/|www\.|\[[a-z]{2,12}\]/.test(chunk);
const parts = /[\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}\s'’-]/gu;
/** More of a post is not read: 5 MB of text say nothing that its beginning does not. */
const longest = 4_000;

function wordOf(part: string): string {
  const length = [...part].length;
  return length >= 2 && length <= 30 && !silent.has(part) ? part : '';
}

/** Numbers alone say nothing. */
const isWord = (word: string) => word >= ':';

export function termsOf(text: string): Set<string> {
  const chunks = text
    .slice(0, longest)
    .toLowerCase()
    .split(/\s+/)
    .map((chunk) => (isNoWord(chunk) ? '.' : chunk));
  const words = (chunks.join(' ').match(parts) ?? []).map(wordOf);
  const terms = new Set<string>();
  for (const [at, word] of words.entries()) {
    if (word === '') continue;
    if (isWord(word) && word.length > 2) terms.add(word);
    const next = words[at + 1] ?? '';
    if (next !== '' && (isWord(word) || isWord(next))) terms.add(`${word} ${next}`);
  }
  return terms;
}
