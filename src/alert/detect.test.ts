// What is judged beside volume: sentiment, terms, silence.
import { describe, expect, it } from 'vitest';
import { detectFall } from './detect-sentiment.ts';
import { detectSilence } from './detect-silence.ts';
import { detectTerms, stillNew } from './detect-terms.ts';
import { termsOf } from './said.ts';

const feeling = (posts: number, negative: number, positive: number) => ({ posts, negative, positive });
const limits = { p: 1e-3, fall: 0.3, posts: 10, voices: 5 };
const nobody = feeling(0, 0, 0);

describe('net sentiment', () => {
  const usual = feeling(9_000, 3_000, 3_000);
  const now = (negative: number, positive: number, posts = 40) => ({
    sources: [{ now: feeling(posts, negative, positive), usual }],
    largest: nobody,
    voices: 30,
  });

  it('falls when it is far below, and not by chance', () => {
    expect(detectFall(now(34, 2), limits)).toMatchObject({ net: -0.8, usual: 0, n: 40 });
    expect(detectFall(now(18, 10), limits)).toBeUndefined();
    expect(detectFall(now(8, 0, 9), limits)).toBeUndefined();
    expect(detectFall({ ...now(34, 2), voices: 3 }, limits)).toBeUndefined();
  });

  it('does not fall because a source that is always gloomy is louder, or because of one conversation', () => {
    const gloomy = { now: feeling(60, 55, 0), usual: feeling(1_000, 910, 10) };
    const merry = { now: feeling(5, 0, 4), usual: feeling(9_000, 500, 6_000) };
    expect(detectFall({ sources: [gloomy, merry], largest: nobody, voices: 40 }, limits)).toBeUndefined();
    expect(detectFall({ ...now(34, 2), largest: feeling(28, 28, 0) }, limits)).toBeUndefined();
  });

  it('says nothing of nothing', () => {
    expect(
      detectFall({ sources: [], largest: nobody, voices: 0 }, { ...limits, posts: 0, voices: 0 }),
    ).toBeUndefined();
  });
});

describe('terms', () => {
  const all = { now: 30, before: 9_000 };
  const asked = { p: 1e-3, ratio: 10, voices: 5 };

  it('burst when they are new, said by enough, and not always said', () => {
    const terms = [
      { term: 'sinkhole', posts: 7, voices: 7, before: 0.5 },
      { term: 'bus', posts: 9, voices: 9, before: 2_000 },
      { term: 'maple', posts: 4, voices: 4, before: 0 },
      { term: 'mast', posts: 9, voices: 2, before: 0 },
    ];
    expect(detectTerms(terms, all, asked).map(({ term }) => term)).toEqual(['sinkhole']);
    expect(detectTerms(terms, { now: 0, before: 9_000 }, asked)).toEqual([]);
    expect(detectTerms(terms, { now: 30, before: 0 }, asked)).toEqual([]);
  });

  it('are new only when the days before hardly had them either', () => {
    const burst = { term: 'sinkhole', posts: 7, voices: 7, before: 0.5 };
    const bursts = detectTerms([burst, { ...burst, term: 'geyser' }], all, asked);
    const told = (lately: Parameters<typeof stillNew>[1]) =>
      stillNew(bursts, lately, { now: 30, questions: 2 }, asked).map(({ term }) => term);
    const stretch = (posts: number, sinkhole: number) => ({
      posts,
      terms: new Map([['sinkhole', sinkhole]]),
    });
    expect(told([])).toEqual(['geyser', 'sinkhole']);
    expect(told([stretch(900, 100), stretch(450, 2)])).toEqual(['geyser']);
    expect(told([stretch(900, 1)])).toEqual(['geyser', 'sinkhole']);
    // five posts since midnight say nothing of what is usual
    expect(told([stretch(5, 1), stretch(0, 0)])).toEqual(['geyser', 'sinkhole']);
  });

  it('are words and two in a row, without links, masks and small talk, in linear time', () => {
    expect([
      ...termsOf('The water pipe on Elm Street broke! See https://x.example/a [user] __proto__'),
    ]).toEqual(expect.arrayContaining(['water', 'pipe', 'water pipe', 'elm street']));
    expect(termsOf('https://one.example/two @someone [email] 12 34').size).toBe(0);
    expect(termsOf('a'.repeat(1_000_000)).size).toBe(0);
    expect(termsOf('🚧'.repeat(100_000)).size).toBe(0);
    expect(termsOf('\ud800 \u202eabc constructor').has('constructor')).toBe(true);
  });
});

describe('silence', () => {
  const asked = { hours: 3, p: 1e-4 };
  const well = { behindHours: 0.1, emptyHours: 0, expected: 0, spread: 1 };

  it('is a collection that fails, or one that brings nothing where it should', () => {
    expect(detectSilence(well, asked)).toBeUndefined();
    expect(detectSilence({ ...well, behindHours: 4 }, asked)).toEqual({ hours: 4, isCollected: false });
    expect(detectSilence({ ...well, emptyHours: 6, expected: 20 }, asked)).toEqual({
      hours: 6,
      isCollected: true,
    });
    expect(detectSilence({ ...well, emptyHours: 6, expected: 20, spread: 4 }, asked)).toBeUndefined();
    expect(detectSilence({ ...well, emptyHours: 60, expected: 2 }, asked)).toBeUndefined();
  });
});
