import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectLinear } from '../../test/support/linear.ts';
import { inventedPost } from '../../test/support/reading.ts';
import type { City } from '../config/city.ts';
import { neutralCity } from '../evaluate/neutral-city.ts';
import type { EnrichedPost, Evidence, Post } from '../post.ts';
import { createPipeline } from './pipeline.ts';

const square = (x: number, y: number) => [
  [
    [
      [x, y],
      [x + 1, y],
      [x + 1, y + 1],
      [x, y + 1],
      [x, y],
    ],
  ],
];

const city: City = {
  ...neutralCity([
    {
      id: 'parks',
      label: 'Parks',
      description: '',
      keywords: { en: ['park', 'playground'], es: ['parque'] },
      phrases: {},
      not: { en: ['park ranger'] },
    },
    { id: 'parking', label: 'Parking', description: '', keywords: { en: ['parking'] }, phrases: {}, not: {} },
  ]),
  id: 'harborton',
  name: 'Harborton',
  notUs: ['Harborton, Ohio'],
  languages: ['en', 'es'],
  officialAccounts: [{ source: 'mastodon', account: 'HarbortonCity' }],
  neighbourhoods: [
    { id: 'elmwick', name: 'Elmwick', aliases: [], polygons: square(0, 0), center: { lat: 0.5, lon: 0.5 } },
    { id: 'sunset', name: 'Sunset', aliases: [], polygons: square(1, 0), center: { lat: 0.5, lon: 1.5 } },
  ],
  places: [{ id: 'ferry', name: 'Ferry Landing', kind: 'station', aliases: [], lat: 0.5, lon: 1.5 }],
  channels: { 'reddit/elmwick': 'elmwick' },
  hash: 'abcdef0123456789',
};
const pipeline = createPipeline(city);

const post = (text: string, more: Partial<Post> = {}) => inventedPost(text, { source: 'mastodon', ...more });
const tag = (text: string, more: Partial<Post> = {}) => pipeline.enrich(post(text, more));
const quote = (enriched: EnrichedPost, { field, start, end }: Evidence) =>
  (field === 'title' ? enriched.title! : enriched.text).slice(start, end);

test('a plain post gets every tag', () => {
  const enriched = tag('The new playground in Elmwick, Harborton is wonderful! Thanks @someone');
  expect(enriched).toMatchObject({
    city: 'harborton',
    lang: 'en',
    text: 'The new playground in Elmwick, Harborton is wonderful! Thanks @user',
    sentiment: { label: 'positive' },
    topics: [{ id: 'parks', sentiment: { label: 'positive' } }],
    places: [{ id: 'elmwick', kind: 'neighbourhood' }],
    neighbourhood: 'elmwick',
    intent: 'praise',
    stance: { direction: 'none' },
    relevance: { decision: 'keep', reason: 'names the city' },
    flags: [],
    enricherVersion: '3-abcdef01',
  });
  expect(quote(enriched, enriched.topics[0]!.evidence[0]!)).toBe('playground');
  expect(quote(enriched, enriched.places[0]!.evidence[0]!)).toBe('Elmwick');
});

test('the version names the program and the profile', () => {
  expect(pipeline.version).toBe('3-abcdef01');
  expect(createPipeline({ ...city, hash: '99999999ff' }).version).toBe('3-99999999');
});

test('an imported post is kept, and keeps its score', () => {
  const plain = tag('Nothing to do with any town at all');
  const imported = pipeline.enrich(post('Nothing to do with any town at all'), { imported: true });
  expect(plain.relevance.decision).toBe('drop');
  expect(imported.relevance).toEqual({ decision: 'keep', score: plain.relevance.score, reason: 'imported' });
});

test('all texts are masked, the city accounts stay', () => {
  const enriched = tag('Ask @HarbortonCity or @jane', {
    title: 'For @jane',
    parent: { id: '0', text: 'says @jane' },
    thread: { id: 't', title: 'about @jane' },
  });
  expect(enriched).toMatchObject({
    text: 'Ask @HarbortonCity or @user',
    title: 'For @user',
    parent: { text: 'says @user' },
    thread: { title: 'about @user' },
  });
});

test('the city and its channels are official', () => {
  expect(tag('We fixed it', { official: true }).flags).toEqual(['official']);
  expect(tag('We fixed it', { channel: '@harbortoncity' }).flags).toEqual(['official']);
  expect(tag('We fixed it', { channel: '@harbortoncity', source: 'reddit' }).flags).toEqual([]);
});

test('a title counts, and its evidence is of the title', () => {
  const enriched = tag('It opens on Monday.', { title: 'A playground for Elmwick', kind: 'article' });
  expect(enriched.topics.map(({ id }) => id)).toEqual(['parks']);
  expect(enriched.topics[0]!.evidence).toEqual([{ field: 'title', start: 2, end: 12 }]);
  expect(enriched.places[0]!.evidence).toEqual([{ field: 'title', start: 17, end: 24 }]);
});

/** Every evidence of every tag. */
function evidenceIn({ sentiment, stance, topics, places }: EnrichedPost): Evidence[] {
  return [
    ...sentiment.evidence,
    ...stance.evidence,
    ...topics.flatMap((topic) => [...topic.evidence, ...topic.sentiment.evidence]),
    ...places.flatMap(({ evidence }) => evidence),
  ];
}

const wild = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'park',
        'PARKING',
        'Elmwick',
        '#ElmwickPark',
        'Harborton’s',
        'not good',
        'awful',
        '😍',
        '👩‍👧',
        '👍🏽',
        '🇺🇸',
        ' ',
        '\n',
        ', ',
        '. ',
        'but ',
        'Exactly ',
        'nope ',
        'waste of money ',
        'about time! ',
        'council ',
        '@jane',
        'jane@example.org',
        '713-555-0100',
        'שלום',
        '\u202e',
        '\u200d',
        '\ufe0f',
        'é',
        'e\u0301',
        'İ',
        'soooo',
        '&amp;',
      ),
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.join(''));

test('evidence is a true span of the stored text, for any text', () => {
  fc.assert(
    fc.property(wild, wild, wild, (text, title, parent) => {
      const enriched = tag(text, { title, parent: { id: '0', text: parent } });
      for (const evidence of evidenceIn(enriched)) {
        const whole = evidence.field === 'title' ? enriched.title! : enriched.text;
        expect(evidence.start).toBeGreaterThanOrEqual(0);
        expect(evidence.end).toBeLessThanOrEqual(whole.length);
        const span = whole.slice(evidence.start, evidence.end);
        expect(span).not.toBe('');
        expect(span).toBe(span.trim());
        // Never half of a pair.
        expect(/^[\udc00-\udfff]|[\ud800-\udbff]$/.test(span)).toBe(false);
      }
      for (const { evidence } of enriched.topics) {
        for (const span of evidence)
          expect(quote(enriched, span)).toMatch(/^(?:park|playground|parque|parking)/i);
      }
    }),
    { numRuns: 300 },
  );
});

test('the same post gets the same tags, whatever came before it, and the post is left as it was', () => {
  fc.assert(
    fc.property(wild, wild, (text, other) => {
      const given = post(text);
      const copy = structuredClone(given);
      const first = createPipelineOnce().enrich(given);
      tag(other);
      expect(pipeline.enrich(given)).toEqual(first);
      expect(given).toEqual(copy);
    }),
    { numRuns: 50 },
  );
});

let fresh: ReturnType<typeof createPipeline> | undefined;
function createPipelineOnce() {
  fresh ??= createPipeline(city);
  return fresh;
}

const hostile: [string, (n: number) => string][] = [
  ['one letter', (n) => 'a'.repeat(n)],
  ['emoji', (n) => '😀'.repeat(n / 10)],
  ['joined emoji', (n) => '👩\u200d'.repeat(n / 5)],
  ['mentions of topics', (n) => 'park good parking bad '.repeat(n / 22)],
  ['exceptions', (n) => 'park ranger park '.repeat(n / 17)],
  ['names', (n) => 'Ferry Landing Ferry '.repeat(n / 20)],
  ['bidirectional marks', (n) => '\u202eא '.repeat(n / 3)],
  ['apostrophes', (n) => "a'".repeat(n / 2)],
  ['hashes', (n) => '#'.repeat(n)],
  ['humps', (n) => `#${'aB'.repeat(n / 2)}`],
  ['full stops', (n) => 'b. '.repeat(n / 3)],
  ['question marks', (n) => '?'.repeat(n)],
  ['agreement', (n) => 'exactly but nope '.repeat(n / 17)],
];

test.each(hostile)('hostile text costs linear time: %s', (_, make) => {
  const prepare = (size: number) => {
    const text = make(size);
    return () => tag(text);
  };
  expectLinear(prepare, 50_000, 400_000);
});
