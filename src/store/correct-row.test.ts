import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makePost } from '../../test/support/clickhouse-posts.ts';
import { type Correction, correctableLabels } from '../correction.ts';
import { intents, type SentimentLabel } from '../post.ts';
import { correctLine } from './correct-row.ts';
import { postColumns, toRow } from './row.ts';
import { type RowTags, unpackTags } from './tags.ts';

type Change = Parameters<typeof makePost>[0];
const lineOf = (change: Change) => toRow(makePost(change), 'UTC').line;

/** Columns by name, and the tags read. */
function read(line: string) {
  const values = JSON.parse(line) as unknown[];
  const row = Object.fromEntries(postColumns.map((column, at) => [column, values[at]]));
  return { ...row, tags: unpackTags(row.tags as string) } as Record<string, unknown> & { tags: RowTags };
}

const mixed: Change = {
  sentiment: 'positive',
  topics: [
    ['roads', 'positive'],
    ['parks', 'negative'],
  ],
  neighbourhood: 'north',
};

describe('correctLine', () => {
  it('changes only the tags that were given, and keeps what the program said', () => {
    const row = read(correctLine(lineOf(mixed), { place: 'south', intent: 'praise', relevance: 'drop' }));
    expect(row).toMatchObject({
      neighbourhood: 'south',
      intent: 'praise',
      relevance: 'drop',
      sentiment: 'positive',
      topics: ['roads', 'parks'],
    });
    expect(row.tags.corrected).toMatchObject({
      from: { place: 'north', intent: 'information', relevance: 'keep', sentiment: { label: 'positive' } },
    });
  });

  it('relabels the topics that had the label of the post with it, and no other', () => {
    const row = read(correctLine(lineOf(mixed), { sentiment: 'neutral' }));
    expect(row).toMatchObject({
      sentiment: 'neutral',
      p_negative: 0,
      p_positive: 0,
      topic_sentiments: ['neutral', 'negative'],
    });
  });

  it('adds, removes and relabels topics', () => {
    const topics: Correction['topics'] = [
      { id: 'roads', remove: true },
      { id: 'parks', sentiment: 'positive' },
      { id: 'transit' },
      { id: 'gone', remove: true },
    ];
    const row = read(correctLine(lineOf(mixed), { topics }));
    expect(row).toMatchObject({ topics: ['parks', 'transit'], topic_sentiments: ['positive', 'positive'] });
    expect(row.tags.topics).toMatchObject([{ id: 'parks' }, { id: 'transit', evidence: [] }]);
  });

  const label = fc.constantFrom(...correctableLabels);
  const topic = fc.constantFrom('roads', 'parks', 'transit', '__proto__');
  const correction: fc.Arbitrary<Correction> = fc.record(
    {
      sentiment: label,
      intent: fc.constantFrom(...intents),
      relevance: fc.constantFrom('keep' as const, 'drop' as const),
      place: fc.constantFrom('', 'north', 'south'),
      topics: fc.uniqueArray(
        fc.oneof(
          fc.record({ id: topic, sentiment: label }),
          fc.record({ id: topic }),
          fc.record({ id: topic, remove: fc.constant(true) }),
        ),
        { selector: ({ id }) => id },
      ),
    },
    { requiredKeys: [] },
  );
  const post: fc.Arbitrary<Change> = fc.record({
    text: fc.string({ unit: 'grapheme', minLength: 1 }),
    sentiment: fc.constantFrom<SentimentLabel>('negative', 'neutral', 'positive', 'unknown'),
    neighbourhood: fc.constantFrom('', 'north'),
    topics: fc.uniqueArray(
      fc.tuple(topic, fc.constantFrom<SentimentLabel>('negative', 'neutral', 'positive', 'unknown')),
      { selector: ([id]) => id },
    ),
  });

  it('is the same twice, follows only the last, and leaves nothing behind when it is taken back', () => {
    fc.assert(
      fc.property(post, correction, correction, (change, first, second) => {
        const line = lineOf(change);
        const once = correctLine(line, first);
        expect(correctLine(once, first)).toBe(once);
        expect(correctLine(once, second)).toBe(correctLine(line, second));
        expect(correctLine(once, undefined)).toBe(line);
      }),
    );
  });

  it('lets no label that was wrong stand, and what was given be the label', () => {
    fc.assert(
      fc.property(post, correction, (change, said) => {
        const row = read(correctLine(lineOf(change), said));
        if (said.sentiment) expect(row.sentiment).toBe(said.sentiment);
        const given = new Map((said.topics ?? []).map((each) => [each.id, each]));
        const labels = row.topic_sentiments as string[];
        (row.topics as string[]).forEach((id, at) => {
          expect(given.get(id)?.remove).not.toBe(true);
          if (given.get(id)?.sentiment) expect(labels[at]).toBe(given.get(id)!.sentiment);
          else if (said.sentiment && said.sentiment !== change!.sentiment)
            expect(labels[at]).not.toBe(change!.sentiment);
        });
      }),
    );
  });
});
