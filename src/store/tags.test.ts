import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judged } from '../judged.ts';
import type { Evidence, SentimentLabel } from '../post.ts';
import { packTags, type RowTags, unpackTags } from './tags.ts';

const span: fc.Arbitrary<Evidence> = fc
  .record({
    field: fc.constantFrom('text' as const, 'title' as const),
    start: fc.nat(100_000),
    length: fc.nat(2_000),
  })
  .map(({ field, start, length }) => ({ field, start, end: start + length }));
const spans = fc.array(span, { maxLength: 6 });
const label = fc.constantFrom<SentimentLabel>('negative', 'neutral', 'positive', 'unknown');
const sentiment = fc.tuple(label, fc.nat(10_000), fc.nat(10_000), spans).map(([name, a, c, evidence]) => ({
  ...(name === 'unknown' ? judged(name, 0, 0) : judged(name, a / 1e4, Math.min(c, 1e4 - a) / 1e4)),
  evidence,
}));
const topics = fc.array(
  fc.record(
    {
      id: fc.string({ unit: 'grapheme' }),
      sentiment,
      evidence: spans,
      confidence: fc.nat(1_000).map((n) => n / 1e3),
    },
    { requiredKeys: ['id', 'sentiment', 'evidence'] },
  ),
  { maxLength: 4 },
);
const places = fc.array(
  fc.record({
    id: fc.string(),
    kind: fc.constantFrom('street', 'landmark'),
    name: fc.string({ unit: 'grapheme' }),
    confidence: fc.constantFrom(0.5, 1),
    evidence: spans,
  }),
  { maxLength: 3 },
);
const from = fc.record({
  relevance: fc.constantFrom('keep' as const, 'unsure' as const),
  sentiment,
  intent: fc.constantFrom('complaint' as const, '' as const),
  topics,
  place: fc.constantFrom('', 'north'),
});
const tags: fc.Arbitrary<RowTags> = fc.record(
  { evidence: spans, stance: spans, topics, places, corrected: fc.record({ from }) },
  { requiredKeys: ['evidence', 'stance', 'topics', 'places'] },
) as fc.Arbitrary<RowTags>;

describe('tags of a row', () => {
  it('are read as they were packed, and as versions before wrote them', () => {
    fc.assert(
      fc.property(tags, (given) => {
        expect(unpackTags(packTags(given))).toEqual(given);
        expect(unpackTags(JSON.stringify(given))).toEqual(given);
      }),
    );
  });

  it('are read where the version that wrote them knew of no stance', () => {
    const text = '{"evidence":[{"field":"title","start":2,"end":6}],"topics":[],"places":[]}';
    const evidence = [{ field: 'title', start: 2, end: 6 }];
    expect(unpackTags(text)).toEqual({ evidence, stance: [], topics: [], places: [] });
  });

  it('name nothing', () => {
    const evidence: Evidence[] = [
      { field: 'text', start: 3, end: 7 },
      { field: 'title', start: 0, end: 4 },
      { field: 'title', start: 9, end: 12 },
    ];
    const own = { ...judged('negative', 0.7, 0.1), evidence: [] };
    const topic = { id: 'roads', sentiment: own, evidence, confidence: 0.62 };
    expect(packTags({ evidence: [], stance: [], topics: [topic], places: [] })).toBe(
      '[[],[],[["roads","negative",0.7,0.1,[],[3,4,"title",0,4,9,3],0.62]],[]]',
    );
  });
});
