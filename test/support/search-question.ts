// Random boolean queries, each with its own slow and obvious reading of a text: nothing is shared with what it checks.
import fc from 'fast-check';
import type { EnrichedPost } from '../../src/post.ts';

export interface SearchQuestion {
  said: string;
  passes(words: string[], post: EnrichedPost): boolean;
}

interface Term extends SearchQuestion {
  /** first and last word of each occurrence */
  places(words: string[]): [number, number][];
}

function term(said: string, length: number, isAt: (words: string[], at: number) => boolean): Term {
  const places = (words: string[]) =>
    words.flatMap((_, at): [number, number][] => (isAt(words, at) ? [[at, at + length - 1]] : []));
  return { said, places, passes: (words) => places(words).length > 0 };
}

const word = (text: string) => term(text, 1, (words, at) => words[at] === text.toLowerCase());
const prefix = (text: string) =>
  term(`${text}*`, 1, (words, at) => words[at]!.startsWith(text.toLowerCase()));
const phrase = (text: string) => {
  const wanted = text.toLowerCase().split(' ');
  return term(`"${text}"`, wanted.length, (words, at) =>
    wanted.every((one, index) => words[at + index] === one),
  );
};

function near(left: Term, right: Term, within: number): SearchQuestion {
  const passes = (words: string[]) =>
    left.places(words).some(([from, to]) =>
      right.places(words).some(([start, end]) => {
        const gap = start > to ? start - to : from - end;
        return gap >= 1 && gap <= within && (start > to || end < from);
      }),
    );
  return { said: `${left.said} NEAR/${within} ${right.said}`, passes };
}

/** Two terms on one side: either may be the one that is near. */
const nearEither = (left: Term, other: Term, right: Term, within: number): SearchQuestion => {
  const pairs = [near(left, right, within), near(other, right, within)];
  return {
    said: `(${left.said} OR ${other.said}) NEAR/${within} ${right.said}`,
    passes: (words, post) => pairs.some((pair) => pair.passes(words, post)),
  };
};

const field = (said: string, passes: (post: EnrichedPost) => boolean): SearchQuestion => ({
  said,
  passes: (_, post) => passes(post),
});

const terms = fc.oneof(
  fc.constantFrom('Pothole', 'niño', 'bus', 'main', 'street', 'late').map(word),
  fc.constantFrom('po', 'Ni', 'str', 'brok').map(prefix),
  fc.constantFrom('main street', 'late broken', 'Street main', 'bus bus').map(phrase),
);

const fields = fc.constantFrom(
  field('topic:roads', ({ topics }) => topics.some(({ id }) => id === 'roads')),
  field('sentiment:negative', ({ sentiment }) => sentiment.label === 'negative'),
  field('source:file', ({ source }) => source === 'file'),
  field('lang:es', ({ lang }) => lang === 'es'),
  field('kind:comment,post', ({ kind }) => kind === 'comment' || kind === 'post'),
);

/** `weight`: how tightly what it says holds together; looser things are put in brackets. */
interface Weighed extends SearchQuestion {
  weight: 0 | 1 | 2;
}

const inside = (question: Weighed, weight: number) =>
  question.weight >= weight ? question.said : `(${question.said})`;

const { question } = fc.letrec<{ question: Weighed }>((tie) => ({
  question: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc
      .oneof(
        { weight: 4, arbitrary: terms as fc.Arbitrary<SearchQuestion> },
        { weight: 1, arbitrary: fields },
        {
          weight: 1,
          arbitrary: fc
            .tuple(terms, terms, terms, fc.integer({ min: 1, max: 3 }))
            .map((all) => nearEither(...all)),
        },
        {
          weight: 2,
          arbitrary: fc.tuple(terms, terms, fc.integer({ min: 1, max: 3 })).map((all) => near(...all)),
        },
      )
      .map((one): Weighed => ({ ...one, weight: 2 })),
    fc.tuple(tie('question'), tie('question'), fc.constantFrom(' ', ' AND ', '  ')).map(
      ([left, right, sign]): Weighed => ({
        said: `${inside(left, 1)}${sign}${inside(right, 1)}`,
        passes: (words, post) => left.passes(words, post) && right.passes(words, post),
        weight: 1,
      }),
    ),
    fc.tuple(tie('question'), tie('question')).map(
      ([left, right]): Weighed => ({
        said: `${inside(left, 0)} OR ${inside(right, 0)}`,
        passes: (words, post) => left.passes(words, post) || right.passes(words, post),
        weight: 0,
      }),
    ),
    fc.tuple(tie('question'), fc.constantFrom('NOT ', '-')).map(
      ([one, sign]): Weighed => ({
        // Two dashes are a dash of prose, and exclude nothing.
        said: one.said.startsWith('-') ? `${sign}(${one.said})` : `${sign}${inside(one, 2)}`,
        passes: (words, post) => !one.passes(words, post),
        weight: 2,
      }),
    ),
  ),
}));

export const searchQuestion: fc.Arbitrary<SearchQuestion> = question;
