import { expect, it } from 'vitest';
import type { TermBurst } from './detect-terms.ts';
import { groupTerms } from './term-groups.ts';

const burst = (term: string): TermBurst => ({ term, posts: 8, voices: 8, before: 0, usual: 0.1, p: 1e-6 });
const posts = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => ({ source: 'open311', id: String(from + n) }));

it('words of one event are one group, words of another are another', () => {
  const saying = new Map([
    ['water main', posts(0, 8)],
    ['elm', posts(2, 9)],
    ['ferry', posts(20, 28)],
    ['water', posts(0, 40)],
    ['harbor', posts(19, 27)],
  ]);
  const groups = groupTerms([...saying.keys()].map(burst), saying);
  expect(groups.map(({ told, others }) => [told.map(({ term }) => term), others])).toEqual([
    [
      ['water main', 'elm'],
      ['elm', 'water'],
    ],
    [['ferry', 'harbor'], ['harbor']],
  ]);
});

it('are few in one look, and none of nothing', () => {
  const saying = new Map(Array.from({ length: 500 }, (_, n) => [`word${n}`, posts(10 * n, 10 * n + 8)]));
  const groups = groupTerms([...saying.keys()].map(burst), saying);
  expect(groups.map(({ told: [{ term }] }) => term)).toEqual(['word0', 'word1', 'word2', 'word3', 'word4']);
  expect(groupTerms([], saying)).toEqual([]);
});
