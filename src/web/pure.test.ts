// The page's thinking, without a browser: addresses, periods, evidence, links, freshness, the map.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ago, duration, moment, percent, signed } from '../charts/format.ts';
import { drawMap } from '../charts/projection.ts';
import { cutText } from './evidence.ts';
import { sourceLines, sourceStates } from './freshness.ts';
import { safeLink } from './link.ts';
import { resolvePeriod } from './period.ts';
import { questions } from './questions.ts';
import { defaultView, parseView, type View, viewSearch } from './view.ts';

describe('the address', () => {
  it('brings every view back', () => {
    const name = fc
      .string({ minLength: 1, maxLength: 100, unit: 'grapheme' })
      .filter((text) => text.length <= 100);
    const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
    const views = fc.record({
      city: optional(name),
      topic: optional(name),
      place: optional(name),
      period: fc.constantFrom('24h', '7d', '30d', '90d', '12m'),
      interval: optional(fc.constantFrom('hour', 'day', 'week', 'month')),
      sentiment: optional(fc.constantFrom('negative', 'neutral', 'positive')),
      map: fc.constantFrom('sentiment', 'posts'),
      more: fc.subarray(['topics', 'places']),
    });
    fc.assert(
      fc.property(views, (view) => {
        const given = Object.fromEntries(Object.entries(view).filter(([, value]) => value !== undefined));
        expect(parseView(viewSearch(given as unknown as View))).toEqual(given);
      }),
    );
  });

  it('is empty for what is shown without one, and ignores what it does not understand', () => {
    expect(viewSearch(defaultView)).toBe('');
    expect(parseView('?period=99y&interval=second&map=3d&more=all&from=x&to=y&sentiment=%00')).toEqual(
      defaultView,
    );
    expect(parseView('?from=2026-11-05&to=2026-11-01')).toEqual(defaultView);
    expect(parseView('?from=2026-11-01&to=2026-11-05').period).toBe('custom');
  });
});

describe('a period', () => {
  const nowMs = Date.parse('2026-11-21T22:49:50.851Z');
  const of = (view: Partial<View>, zone = 'America/New_York') =>
    resolvePeriod({ ...defaultView, ...view }, zone, nowMs);

  it('of days is counted back from the end of this hour, so that a day that has begun is no fall', () => {
    expect(of({ period: '7d' })).toMatchObject({ from: '2026-11-14T23:00:00Z', to: '2026-11-21T23:00:00Z' });
    expect(of({ period: '24h' }, 'Asia/Kolkata').to).toBe('2026-11-21T23:30:00Z');
  });

  it('of months is of whole days of the city', () => {
    expect(of({ period: '90d' })).toMatchObject({ from: '2026-08-24', to: '2026-11-22', interval: 'week' });
    expect(of({ period: '12m' }, 'Pacific/Auckland').to).toBe('2026-11-23');
  });

  it('keeps a step that suits it, and takes its own otherwise', () => {
    expect(of({ period: '7d', interval: 'hour' }).interval).toBe('hour');
    expect(of({ period: '12m', interval: 'hour' }).interval).toBe('month');
    expect(of({ period: 'custom', from: '2026-01-01', to: '2026-01-03' }).interval).toBe('hour');
  });

  it('makes questions that leave a list its own choice', () => {
    const paths = questions('a&b', { ...defaultView, topic: 'roads', place: 'x y' }, of({}));
    expect(paths.summary).toContain('city=a%26b');
    expect(paths.summary).toContain('topic=roads&place=x+y');
    expect(paths.topics).not.toContain('topic=');
    expect(paths.places).not.toContain('place=');
  });
});

describe('evidence', () => {
  it('is cut where it is, whatever overlaps, and the pieces are the text', () => {
    const text = 'So 😡: the pothole שלום is back';
    const at = (word: string) => ({ start: text.indexOf(word), end: text.indexOf(word) + word.length });
    const pieces = cutText(text, { topic: [at('pothole')], sentiment: [at('the pothole'), at('😡')] });
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    expect(pieces.filter(({ marks }) => marks.length > 0)).toEqual([
      { text: '😡', marks: ['sentiment'] },
      { text: 'the ', marks: ['sentiment'] },
      { text: 'pothole', marks: ['topic', 'sentiment'] },
    ]);
  });

  it('never loses or adds a character, and never cuts one in two', () => {
    const span = fc.record({
      start: fc.integer({ min: -5, max: 60 }),
      end: fc.integer({ min: -5, max: 60 }),
    });
    const text = fc.string({ maxLength: 40, unit: 'binary' });
    fc.assert(
      fc.property(text, fc.array(span), fc.array(span), (words, topic, sentiment) => {
        const pieces = cutText(words, { topic, sentiment });
        expect(pieces.map((piece) => piece.text).join('')).toBe(words);
        for (const piece of pieces) expect(piece.text.isWellFormed()).toBe(words.isWellFormed());
      }),
    );
  });
});

describe('a link', () => {
  it('is http or https and nothing else', () => {
    expect(safeLink('https://example.org/a?b#c')).toBe('https://example.org/a?b#c');
    for (const text of [
      'javascript:alert(1)',
      ' JaVaScRiPt:alert(1)',
      'java\nscript:alert(1)',
      'data:text/html,<script>1</script>',
      'vbscript:x',
      'file:///etc/passwd',
      'blob:http://x/1',
      '//example.org',
      '/path',
      'http://user:secret@example.org/',
      '',
    ])
      expect(safeLink(text), text).toBeUndefined();
  });
});

describe('freshness', () => {
  const nowMs = Date.parse('2026-11-21T12:00:00Z');
  const run = (source: string, to: string, ended = 'complete', how: 'collect' | 'import' = 'collect') => ({
    ...{
      source,
      channel: '',
      run: to,
      from: '2026-11-01T00:00:00Z',
      to,
      ended,
      startedAt: to,
      finishedAt: to,
    },
    ...{ read: 1, enqueued: 1, skipped: 0, dead: 0, how, reason: '' },
  });
  const gap = (source: string, from: string, to: string, reason = 'failed') => ({
    ...{ source, channel: '', from, to, reason },
  });

  it('tells up to when each source is collected, and its gaps', () => {
    const states = sourceStates(
      [run('news', '2026-11-21T11:59:00Z'), run('reddit', '2026-11-19T00:00:00Z', 'rate limited')],
      [
        gap('news', '2026-11-10T00:00:00Z', '2026-11-11T00:00:00Z'),
        gap('reddit', '2026-11-18T00:00:00Z', '2026-11-21T12:00:00Z', 'not collected'),
      ],
      nowMs,
    );
    expect(states).toEqual([
      {
        source: 'reddit',
        name: 'reddit',
        collectedTo: Date.parse('2026-11-18T00:00:00Z'),
        lastEnd: 'rate limited',
        isArchive: false,
        gaps: [],
      },
      {
        source: 'news',
        name: 'news',
        collectedTo: Date.parse('2026-11-21T11:59:00Z'),
        isArchive: false,
        gaps: [
          {
            fromMs: Date.parse('2026-11-10T00:00:00Z'),
            toMs: Date.parse('2026-11-11T00:00:00Z'),
            reason: 'failed',
          },
        ],
      },
    ]);
  });
});

describe('lines of sources', () => {
  it('tell channels of which there is nothing to tell together, and first what is amiss', () => {
    const nowMs = 10 * 86_400_000;
    const state = (name: string, agoMs: number, gaps: object[] = []) => ({
      ...{ source: 'news', name, collectedTo: nowMs - agoMs, isArchive: false },
      gaps: gaps as { fromMs: number; toMs: number; reason: string }[],
    });
    const gap = { fromMs: 1, toMs: 2, reason: 'failed' };
    const states = [state('news/a', 60_000), state('news/b', 1_000), state('news/c', 1_000, [gap])];
    const told = sourceLines([...states, state('news/d', 86_400_000)], nowMs);
    expect(told.map(({ name, channels }) => [name, channels])).toEqual([
      ['news/c', 1],
      ['news/d', 1],
      ['news', 2],
    ]);
    expect(told[2]!.collectedTo).toBe(nowMs - 60_000);
  });
});

describe('an archive', () => {
  it('ends where it ends, and that is no fault', () => {
    const run = {
      ...{ source: 'x', channel: '', run: 'a', from: '2025-03-01T00:00:00Z', to: '2025-04-01T00:00:00Z' },
      ...{ ended: 'complete', reason: '', how: 'import' as const, startedAt: '', finishedAt: '' },
      ...{ read: 1, enqueued: 1, skipped: 0, dead: 0 },
    };
    const gap = {
      ...{ source: 'x', channel: '', reason: 'not imported' },
      ...{ from: '2025-04-01T00:00:00Z', to: '2025-05-01T00:00:00Z' },
    };
    const endMs = Date.parse('2025-05-01T00:00:00Z');
    const collectedTo = Date.parse('2025-04-01T00:00:00Z');
    for (const runs of [[run], []])
      expect(sourceStates(runs, [gap], endMs)).toEqual([
        { source: 'x', name: 'x', collectedTo, isArchive: true, gaps: [] },
      ]);
  });
});

describe('numbers and times', () => {
  const locale = { tag: 'en-US', timezone: 'Pacific/Auckland' };

  it('are told in the zone of the city', () => {
    expect(moment('2026-11-21T22:49:50Z', locale)).toMatch(/Sun, Nov 22, 2026, 11:49\sAM/);
    expect(ago('2026-11-21T10:00:00Z', Date.parse('2026-11-21T12:30:00Z'), locale)).toBe('2 hours ago');
    expect(ago('2025-11-21T10:00:00Z', Date.parse('2026-11-21T12:30:00Z'), locale)).toBeUndefined();
    expect(duration(8 * 86_400_000, locale)).toBe('8 days');
  });

  it('have a true minus and no false precision', () => {
    expect(signed(-0.284, locale)).toBe('−0.28');
    expect(signed(0.001, locale)).toBe('0.00');
    expect([percent(0.301, locale), percent(0.004, locale), percent(7.78, locale)]).toEqual([
      '30%',
      '0.4%',
      '778%',
    ]);
  });
});

describe('the map', () => {
  it('fits its size, north up', () => {
    const ring = [
      [10, 59],
      [12, 59],
      [12, 60],
      [10, 60],
      [10, 59],
    ];
    const drawing = drawMap(
      {
        type: 'FeatureCollection',
        features: [
          {
            type: 'Feature',
            id: 'a',
            properties: { id: 'a', name: 'A', center: { lat: 59.5, lon: 11 } },
            geometry: { type: 'MultiPolygon', coordinates: [[ring]] },
          },
        ],
      },
      400,
    );
    // at 59.5° two degrees of longitude are about as wide as one of latitude is high
    expect(drawing!.width).toBe(400);
    expect(Math.abs(drawing!.height - 394)).toBeLessThan(2);
    expect(drawing!.shapes[0]!.path.startsWith(`M0.0 ${drawing!.height - 1}`)).toBe(true);
    expect(drawMap({ type: 'FeatureCollection', features: [] }, 400)).toBeUndefined();
  });
});
