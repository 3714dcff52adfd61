import { expect, it } from 'vitest';
import { makePost } from '../../test/support/clickhouse-posts.ts';
import { chooseExamples } from '../cli/commands/topics.ts';
import type { City } from '../config.ts';
import type { EnrichPool } from '../enrich-pool.ts';
import { compareTopics, countTopics } from './compare-topics.ts';

it('counts what each topic has, gets and loses', () => {
  const tagged = [
    { before: ['roads'], after: ['roads'] },
    { before: ['roads'], after: ['bridges'] },
    { before: [], after: ['bridges', '__proto__'] },
    { before: ['ferry'], after: [] },
  ];
  expect(countTopics(['roads', 'bridges', '__proto__', 'ferry'], tagged)).toEqual([
    { topic: 'roads', before: 2, after: 1, gained: 0, lost: 1 },
    { topic: 'bridges', before: 0, after: 2, gained: 2, lost: 0 },
    { topic: '__proto__', before: 0, after: 1, gained: 1, lost: 0 },
    { topic: 'ferry', before: 1, after: 0, gained: 0, lost: 1 },
  ]);
});

/** Tags a post with the topics whose id is a word of it. */
const pool: Pick<EnrichPool, 'enrich'> = {
  async enrich(city, posts) {
    const lines = posts
      .filter(({ text }) => text !== 'poison')
      .map((post) => {
        const ids = city.topics.filter(({ id }) => post.text.split(' ').includes(id)).map(({ id }) => id);
        return JSON.stringify(makePost({ ...post, topics: ids.map((id) => [id, 'neutral']) }));
      });
    return { rows: [], lines, dropped: 0, left: [], refused: [] };
  },
};
const topic = (id: string) => ({ id, label: id, description: id, keywords: {}, phrases: {}, not: {} });

it('tags the same posts under both, and leaves out what cannot be enriched', async () => {
  const city = { id: 'springfield', hash: 'a', topics: [topic('roads'), topic('ferry')] } as unknown as City;
  const texts = ['roads here', 'the bridges', 'poison', 'ferry and bridges', 'nothing'];
  const posts = Array.from({ length: 600 }, (_, n) => makePost({ id: `p${n}`, text: texts[n % 5]! }));
  const result = await compareTopics(pool as EnrichPool, city, [topic('roads'), topic('bridges')], posts);
  expect(result.posts).toBe(480);
  expect(result.moves).toHaveLength(240);
  expect(result.topics).toEqual([
    { topic: 'roads', before: 120, after: 120, gained: 0, lost: 0 },
    { topic: 'bridges', before: 0, after: 240, gained: 240, lost: 0 },
    { topic: 'ferry', before: 120, after: 0, gained: 0, lost: 120 },
  ]);
  const examples = chooseExamples(result.moves, 20);
  expect(examples.map(({ lost, gained }) => [...lost, ...gained].join())).toEqual([
    'bridges',
    'ferry,bridges',
    'bridges',
    'ferry,bridges',
  ]);
});
