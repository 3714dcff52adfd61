import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitClauses } from './clauses.ts';
import { type Spot, standing, standingsOf } from './standing.ts';
import { tokenize } from './tokens.ts';
import { wordLine } from './word-line.ts';

function readOf(text: string) {
  const tokens = tokenize(text);
  const field = { name: 'text' as const, tokens, words: wordLine(tokens) };
  return { field, clauses: splitClauses(tokens, new Set(['but'])) };
}

/** "[park]" is asked about, "(bus)" is something else. */
function read(marked: string) {
  const spots: Spot[] = [];
  const words = marked.split(' ').map((word, index) => {
    const isOwn = word.startsWith('[');
    if (isOwn || word.startsWith('(')) spots.push({ first: index, last: index, isOwn });
    return word.replace(/[[\]()]/g, '');
  });
  return { ...readOf(words.join(' ')), spots };
}

const nameOf = ['own', 'around', 'other'];
const named = (marked: string) => {
  const { spots, ...of } = read(marked);
  return [...standingsOf(of, spots)].map((at) => nameOf[at]);
};

test('a word is said of what is nearest, first in its own sentence, never across "but"', () => {
  expect(named('nice [park] bad (bus)')).toEqual(['own', 'own', 'own', 'other']);
  expect(named('lovely [park] here but awful , really awful (bus)')).toEqual([
    ...['own', 'own', 'own'],
    ...['other', 'other', 'other', 'other', 'other', 'other'],
  ]);
});

test('what stands in another sentence is said of what is nearest, and is around it', () => {
  expect(named('[park] . Lovely')).toEqual(['own', 'own', 'around']);
  expect(named('lovely . Today')).toEqual(['own', 'own', 'own']);
});

/** As it is defined: every spot is looked at for every token. */
function byDefinition({ field, clauses }: ReturnType<typeof readOf>, spots: readonly Spot[]): number[] {
  const distance = (token: number, { first, last }: Spot) => {
    const isAfter = token < first;
    const edge = isAfter ? first : last;
    const gap = isAfter ? first - token : Math.max(0, token - last);
    const clause = clauses.clause[token] === clauses.clause[edge] ? 0 : 10;
    const segment = clauses.segment[token] === clauses.segment[edge] ? 0 : 20;
    return gap + clause + segment + (isAfter ? 0.5 : 0);
  };
  const least = (token: number, isOwn: boolean) =>
    Math.min(...spots.filter((spot) => spot.isOwn === isOwn).map((spot) => distance(token, spot)));
  const own = new Set(spots.filter((spot) => spot.isOwn).map(({ first }) => clauses.segment[first]));
  return Array.from({ length: field.tokens.count }, (_, token) => {
    if (least(token, false) < least(token, true)) return standing.other;
    return own.size === 0 || own.has(clauses.segment[token]!) ? standing.own : standing.around;
  });
}

test('two sweeps find what looking at every spot finds', () => {
  const word = fc.constantFrom('a', ',', '.', 'but', ';', '[a]', '(b)', '[c]');
  fc.assert(
    fc.property(fc.array(word, { maxLength: 30 }), (words) => {
      const { spots, ...of } = read(words.join(' '));
      expect([...standingsOf(of, spots)]).toEqual(byDefinition(of, spots));
    }),
  );
});
