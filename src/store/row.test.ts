import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PermanentError } from '../errors.ts';
import type { EnrichedPost } from '../post.ts';
import { postColumns, tombstoneLine, toRow, versionedLine } from './row.ts';

const nowMs = Date.UTC(2026, 10, 20);
const sentiment = {
  label: 'negative' as const,
  score: -0.5,
  p: [0.6, 0.3, 0.1] as [number, number, number],
  evidence: [],
};
const post: EnrichedPost = {
  source: 'file',
  id: 'a1',
  channel: 'streets',
  kind: 'post',
  createdAt: '2026-03-08T05:30:00.250Z',
  collectedAt: '2026-03-09T00:00:00.000Z',
  text: 'A pothole, "deep" \\ and\nwide 😀',
  city: 'springfield',
  relevance: { decision: 'keep', score: 0.9, reason: 'imported' },
  lang: 'en',
  sentiment,
  intent: 'complaint',
  stance: { direction: 'none', evidence: [] },
  topics: [{ id: 'roads', sentiment, evidence: [{ field: 'text', start: 2, end: 9 }] }],
  places: [{ id: 'p1', kind: 'street', name: 'Oak', confidence: 1, evidence: [] }],
  neighbourhood: 'north',
  flags: [],
  signature: [4294967295, 0, 7],
  enricherVersion: 'v1',
};
const row = (change: object = {}, zone = 'America/Chicago') =>
  toRow({ ...post, ...change } as EnrichedPost, zone, { nowMs });

describe('toRow', () => {
  it('writes one value per column but the two that the writer adds, and the local day', () => {
    const { line, ...key } = row();
    expect(key).toEqual({
      city: 'springfield',
      source: 'file',
      id: 'a1',
      createdAtMs: Date.parse(post.createdAt),
      timezone: 'America/Chicago',
      day: '2026-03-07',
    });
    expect(JSON.parse(line)).toHaveLength(postColumns.length - 2);
    expect(row({}, 'Asia/Kolkata').day).toBe('2026-03-08');
    const values = JSON.parse(versionedLine(line, '7', false)) as unknown[];
    expect(Object.fromEntries(postColumns.map((column, at) => [column, values[at]]))).toMatchObject({
      created_at: '2026-03-08 05:30:00.250',
      text: post.text,
      topics: ['roads'],
      topic_sentiments: ['negative'],
      intent: 'complaint',
      stance: 'none',
      places: ['p1'],
      expires_at: '2106-02-06 00:00:00',
      version: 7,
      is_deleted: 0,
    });
  });

  it('sets the day on which retention takes the row', () => {
    const values = JSON.parse(toRow(post, 'UTC', { nowMs, retentionDays: 30 }).line) as unknown[];
    expect(values.at(-1)).toBe('2026-04-08 00:00:00');
  });

  it.each([
    ['lone surrogate in text', { text: 'a \ud800 b' }],
    ['lone surrogate in the title', { title: '\udc00' }],
    [
      'lone surrogate in a tag',
      { places: [{ id: 'p', kind: 'street', name: '\ud812', confidence: 1, evidence: [] }] },
    ],
    ['year 1', { createdAt: '0001-01-01T00:00:00Z' }],
    ['year 9999', { createdAt: '9999-01-01T00:00:00Z' }],
    ['two days ahead', { createdAt: new Date(nowMs + 2 * 86_400_000).toISOString() }],
    ['no date', { createdAt: 'secret words' }],
    ['300 in a probability', { sentiment: { ...sentiment, p: [300, 0, 0] } }],
    ['not a number', { sentiment: { ...sentiment, p: [Number.NaN, 0, 0] } }],
    ['a negative count', { engagement: { likes: -1 } }],
    ['a count beyond 32 bits', { engagement: { views: 2 ** 32 } }],
    ['half a like', { engagement: { likes: 0.5 } }],
    ['a label nobody knows', { sentiment: { ...sentiment, label: 'angry' } }],
    ['an intent nobody knows', { intent: 'revenge' }],
    ['a stance nobody knows', { stance: { direction: 'left', evidence: [] } }],
    ['a topic twice', { topics: [post.topics[0], post.topics[0]] }],
    ['a latitude of 91', { geo: { lat: 91, lon: 0 } }],
    ['too much text', { text: 'x'.repeat(100_001) }],
    ['no id', { id: '' }],
  ])('refuses %s, and quotes nothing', (_name, change) => {
    let thrown: unknown;
    try {
      row(change);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(PermanentError);
    expect((thrown as Error).message).toMatch(/^\w+: (is|holds|names) [\w .-]+$/);
    expect((thrown as Error).message).not.toContain('secret');
  });

  it('accepts any well-formed text as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const values = JSON.parse(row({ text }).line) as unknown[];
        expect(values[postColumns.indexOf('text')]).toBe(text);
      }),
    );
  });
});

it('a tombstone keeps the key and nothing that was said', () => {
  const values = JSON.parse(tombstoneLine({ city: 'c', source: 's', id: 'i', createdAtMs: 0 })) as unknown[];
  expect(values).toHaveLength(postColumns.length - 2);
  const kept = values.filter((value) => typeof value === 'string' && value !== '');
  expect(kept.sort()).toEqual([
    '1970-01-01 00:00:00.000',
    '1970-01-01 00:00:00.000',
    '2106-02-06 00:00:00',
    'c',
    'i',
    's',
  ]);
});
