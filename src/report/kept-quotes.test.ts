import { expect, test } from 'vitest';
import { type KeptQuote, readKeptReport, wantedPosts } from './kept-quotes.ts';

const post = (id: string) => ({ source: 'file', id });
const quote = (topic: string, id: string, ...others: string[]): KeptQuote => ({
  ...{ topic, label: topic, others: others.map(post) },
  ...post(id),
});
const quotes = [quote('roads', 'a', 'b', 'c', 'd'), quote('__proto__', 'x', 'y'), quote('parks', 'c', 'a')];
const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));

test('the next candidate of one quote, while the others stay as they are shown', () => {
  const wanted = wantedPosts(quotes, { quote: 1, by: 1 });
  // `c` is quoted about the parks
  expect([...wanted]).toEqual([
    ['roads', [post('b'), post('d')]],
    ['__proto__', [post('x')]],
    ['parks', [post('c')]],
  ]);
  expect(wantedPosts(quotes, { quote: 1, by: 2 }).get('roads')).toEqual([post('d'), post('b')]);
  expect(wantedPosts(quotes, { quote: 1, by: 3 }).get('roads')).toEqual([post('b'), post('d')]);
});

test('no candidate is left where the only one is shown already', () => {
  expect(wantedPosts(quotes, { quote: 3, by: 1 }).get('parks')).toEqual([]);
});

test('reads what a kept report quotes, and refuses what is no report', () => {
  const report = {
    ...{ kind: 'weekly', madeAt: '2026-03-20T07:00:00-05:00', later: 'a part of another version' },
    ...{ city: { id: 'port' }, week: { name: '2026-W11' }, quotes: { quotes, pointers: [] } },
  };
  expect(readKeptReport(bytes(report))).toEqual(report);
  const wrong = [{}, [], null, { ...report, madeAt: 'today' }, { ...report, quotes: [] }];
  for (const value of wrong) expect(() => readKeptReport(bytes(value))).toThrow(/make the report again/);
  expect(() => readKeptReport(Buffer.from('{"kind":'))).toThrow(/make the report again/);
});
