import { expect, test } from 'vitest';
import { storedPost, toPostRow } from './post-row.ts';

const sentiment = { label: 'neutral', score: 0, p: [0, 1, 0], evidence: [] };

test('a topic says how sure it is where the classifier knows it', () => {
  const stored = storedPost.parse({
    ...{ at: 1_767_225_600_000, source: 'file', id: '1', channel: '', kind: 'post', url: '', title: '' },
    ...{
      text: 'A pothole',
      parent_text: '',
      thread_title: '',
      official: 0,
      lang: 'en',
      sentiment: 'neutral',
    },
    ...{ sentiment_score: 0, intent: '', stance: '', neighbourhood: '', flags: [], signature: [] },
    ...{ relevance: 'keep', likes: 0, replies: 0, shares: 0, views: 0, service_name: '', service_status: '' },
    tags: JSON.stringify({
      evidence: [],
      topics: [
        { id: 'roads', sentiment, evidence: [], confidence: 0.62 },
        { id: 'harbour', sentiment, evidence: [] },
      ],
      places: [],
    }),
  });
  const { topics } = toPostRow(stored, { flags: [], cluster: '', copies: 0 }, 'UTC');
  expect(topics).toEqual([
    { id: 'roads', sentiment: 'neutral', evidence: [], confidence: 0.62 },
    { id: 'harbour', sentiment: 'neutral', evidence: [] },
  ]);
});
