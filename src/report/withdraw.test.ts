import { expect, test } from 'vitest';
import type { PostKey, Quote, Quotes } from './quotes.ts';
import { postsOf, withoutPosts } from './withdraw.ts';

const post = (id: string): PostKey => ({ source: 'file', id });
const quote = (id: string, ...others: string[]): Quote => ({
  ...{
    topic: 'roads',
    label: 'Roads',
    time: '2026-03-10T08:00:00-05:00',
    kind: 'post',
    sentiment: 'negative',
  },
  ...{ text: `Words of ${id}`, url: `https://example.org/${id}`, others: others.map(post) },
  ...post(id),
});
const report = {
  week: { name: '2026-W11' },
  quotes: {
    quotes: [quote('a', 'b', 'c'), quote('__proto__', 'a')],
    pointers: [{ ...post('link'), time: '', topic: 'parks', label: 'Parks' }],
    silent: ['x'],
  } satisfies Quotes as Quotes,
};
const gone =
  (...ids: string[]) =>
  ({ source, id }: PostKey) =>
    source === 'file' && ids.includes(id);

test('names what it quotes, what it links to, and what may take a place', () => {
  expect(postsOf(report).map(({ id }) => id)).toEqual(['a', 'b', 'c', '__proto__', 'a', 'link']);
});

test('nothing is left of a post that was deleted, and all else is as it was', () => {
  const left = withoutPosts(report, gone('a', 'link'));
  expect(left.quotes).toEqual({
    ...{ quotes: [{ ...report.quotes.quotes[1]!, others: [] }], pointers: [], silent: ['x'], withdrawn: 2 },
  });
  expect(left.week).toBe(report.week);
  expect(JSON.stringify(left)).not.toContain('Words of a');
  // one that only waited is not missed
  expect(withoutPosts(report, gone('c')).quotes.withdrawn).toBeUndefined();
  expect(withoutPosts(report, gone('c')).quotes.quotes[0]!.others).toEqual([post('b')]);
});

test('counts on, and changes nothing the second time', () => {
  const once = withoutPosts(report, gone('a'));
  expect(withoutPosts(once, gone('a'))).toEqual(once);
  expect(withoutPosts(once, gone('link')).quotes.withdrawn).toBe(2);
  expect(JSON.stringify(withoutPosts(report, () => false))).toBe(JSON.stringify(report));
});
