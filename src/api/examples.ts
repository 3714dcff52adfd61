// Example answers for the OpenAPI document, one per query, invented. A test reads each with the query's own row schema.
import type { ApiAnswer } from './context.ts';
import { event, project } from './sayings-examples.ts';

const period = {
  city: 'houston',
  from: '2026-03-01T00:00:00-06:00',
  to: '2026-04-01T00:00:00-05:00',
  previousFrom: '2026-01-29T00:00:00-06:00',
  timezone: 'America/Chicago',
};

const gap = {
  source: 'mastodon',
  channel: 'mastodon.example',
  from: '2026-03-07T06:00:00-06:00',
  to: '2026-03-07T09:30:00-06:00',
  reason: 'rate limited',
};

const figures = {
  volume: 420,
  voices: 305,
  reach: 18_200,
  negative: 180,
  neutral: 150,
  positive: 60,
  sentiment: -0.3077,
  n: 390,
  low: -0.3766,
  high: -0.2356,
  share: 0.21,
};
const adjusted = { negative: 0.42, neutral: 0.45, positive: 0.13, sentiment: -0.29, low: -0.39, high: -0.19 };

const change = {
  volume: { previous: 350, difference: 70, ratio: 0.2, p: 0.0116, isMoreThanChance: true },
  share: { previous: 0.19, difference: 0.02, p: 0.31, isMoreThanChance: false },
  voices: { previous: 290, difference: 15, ratio: 0.0517, p: 0.539, isMoreThanChance: false },
  sentiment: { previous: -0.28, difference: -0.0277, p: 0.58, isMoreThanChance: false },
};

const before = {
  ...figures,
  volume: 350,
  voices: 290,
  sentiment: -0.28,
  n: 330,
  low: -0.36,
  high: -0.2,
  share: 0.19,
};

const trend = {
  volume: 84,
  usual: 31.25,
  low: 19,
  high: 45,
  ratio: 2.688,
  p: 0.0000021,
  isMoreThanChance: true,
  voices: 51,
  rise: { automated: 0.02, copied: 0.4, official: 0.05 },
  sources: [
    { source: 'mastodon', volume: 60 },
    { source: 'file', volume: 24 },
  ],
};

const trendRows = [
  { kind: 'topic', topic: 'traffic', label: 'Traffic', ...trend },
  { kind: 'place', place: 'harbor-point', name: 'Harbor Point', ...trend },
  { kind: 'cell', topic: 'traffic', label: 'Traffic', place: 'harbor-point', name: 'Harbor Point', ...trend },
  {
    ...{ kind: 'term', term: 'dark signal', ...trend, usual: 0, low: 0, high: 2, ratio: null, z: 5.4 },
    posts: [{ source: 'file', id: '1093', time: '2026-03-04T08:12:00-06:00' }],
  },
];

const post = {
  source: 'file',
  id: '1093',
  channel: '311',
  kind: 'request',
  url: 'https://requests.example.org/1093',
  time: '2026-03-14T08:12:00-05:00',
  text: 'The signal at Quay Street has been dark since Monday.',
  official: false,
  lang: 'en',
  sentiment: 'negative',
  score: -0.61,
  evidence: [{ field: 'text', start: 31, end: 35 }],
  intent: 'complaint',
  stance: { direction: 'none', evidence: [] },
  topics: [
    {
      id: 'traffic',
      sentiment: 'negative',
      evidence: [{ field: 'text', start: 4, end: 10 }],
      confidence: 0.71,
    },
  ],
  places: [
    {
      id: 'quay-street',
      kind: 'street',
      name: 'Quay Street',
      confidence: 0.9,
      evidence: [{ field: 'text', start: 14, end: 25 }],
    },
  ],
  place: 'harbor-point',
  flags: [],
  cluster: '5b1f09c2d3a47e60',
  copies: 23,
  relevance: 'keep',
  engagement: { likes: 2, replies: 1, shares: 0, views: 140 },
};

const run = {
  source: 'mastodon',
  channel: 'mastodon.example',
  run: '4f1c9a',
  from: '2026-03-07T00:00:00-06:00',
  to: '2026-03-07T06:00:00-06:00',
  ended: 'rate limited',
  startedAt: '2026-03-07T06:00:02-06:00',
  finishedAt: '2026-03-07T06:01:40-06:00',
  read: 812,
  enqueued: 640,
  skipped: 172,
  dead: 0,
  reason: 'the source asks to come back later',
  how: 'collect',
};

const source = {
  source: 'mastodon',
  status: 'rate limited',
  problem: 'The platform asks not to be called before 2026-03-07T12:30:00.000Z.',
  advice: 'Nothing: it goes on by itself. Often? Ask less often.',
  schedule: 'every 15 minutes',
  lastRun: '2026-03-07T06:00:02-06:00',
  ended: 'rate limited',
  nextRun: '2026-03-07T06:30:00-06:00',
  coveredTo: '2026-03-07T06:00:00-06:00',
  behind: 12,
  posts24h: 2_310,
  gaps: 1,
  longestGap: 3.5,
  ...{ requestsToday: 96, unitsToday: 0, requestsMonth: 1_480, itemsMonth: 60_200, usdMonth: 0 },
  budget: '2000 requests a day',
  terms:
    'only links and figures leave; kept without a limit of the source; deletions are found by looking again',
};

/** By the name of the query. */
export const exampleAnswers: Readonly<Record<string, ApiAnswer>> = {
  summary: {
    query: period,
    rows: [{ ...figures, adjusted, change }],
    previous: [before],
    coverage: [gap],
    basis: 'rollup',
  },
  series: {
    query: { ...period, interval: 'week', metric: 'sentiment', by: 'topic', limit: 20 },
    rows: [
      { time: '2026-03-02T00:00:00-06:00', value: -0.31, n: 88, low: -0.44, high: -0.15, topic: 'roads' },
      { time: '2026-03-09T00:00:00-05:00', value: null, n: 7, topic: 'roads' },
    ],
    previous: [
      { time: '2026-01-26T00:00:00-06:00', value: -0.2, n: 61, low: -0.37, high: -0.02, topic: 'roads' },
    ],
    lastYear: [
      { time: '2025-03-03T00:00:00-06:00', value: -0.18, n: 54, low: -0.36, high: 0.01, topic: 'roads' },
    ],
    events: [event],
    coverage: [],
    basis: 'rollup',
  },
  topics: {
    query: { ...period, trendInterval: 'day' },
    rows: [{ topic: 'roads', label: 'Roads and potholes', ...figures, trend: [12, 15, 9, 21], change }],
    previous: [{ topic: 'roads', label: 'Roads and potholes', ...before }],
    coverage: [],
    basis: 'rollup',
  },
  places: {
    query: period,
    rows: [{ place: 'harbor-point', name: 'Harbor Point', perThousand: 21.4, ...figures, change }],
    previous: [{ place: 'harbor-point', name: 'Harbor Point', perThousand: 17.8, ...before }],
    coverage: [],
    basis: 'rollup',
  },
  trends: {
    query: {
      ...{ city: 'houston', from: '2026-03-02T00:00:00-06:00', to: '2026-03-09T00:00:00-05:00' },
      ...{ timezone: 'America/Chicago', usualFrom: '2026-01-05T00:00:00-06:00', limit: 20 },
    },
    rows: trendRows,
    coverage: [gap],
    basis: 'rollup',
  },
  compare: {
    query: {
      ...period,
      by: 'topic',
      limit: 50,
      place: 'north-end',
      vs: { from: period.from, to: period.to, place: 'harbor-point' },
    },
    rows: [{ topic: 'roads', label: 'Roads and potholes', ...figures, change }],
    previous: [{ topic: 'roads', label: 'Roads and potholes', ...before }],
    coverage: [],
    basis: 'rollup',
  },
  posts: {
    query: { ...period, topic: 'traffic', limit: 1 },
    rows: [post],
    coverage: [],
    basis: 'posts',
    next: 'WzE3NzM0OTM5MjAwMDAsImZpbGUiLCIxMDkzIl0',
  },
  impact: {
    query: { ...period, project: project.id, date: project.date, q: project.q },
    rows: [
      {
        ...{
          metric: 'volume',
          before: 12.4,
          after: 31.5,
          expected: 13.1,
          effect: 18.4,
          low: 11.2,
          high: 25.6,
        },
        ...{ ratio: 1.4, p: 0.05, isMoreThanChance: true, fit: 2.1, placebos: 19 },
        control: [
          { topic: 'culture', weight: 0.61 },
          { topic: 'schools', weight: 0.39 },
        ],
        series: [{ time: '2026-03-07T00:00:00-06:00', value: 33, expected: 12.8 }],
      },
    ],
    coverage: [],
    basis: 'posts',
  },
  events: { query: period, rows: [event], coverage: [], basis: 'posts' },
  projects: {
    query: { city: 'houston', timezone: 'America/Chicago' },
    rows: [project],
    coverage: [],
    basis: 'posts',
  },
  coverage: { query: period, rows: [run], coverage: [gap], basis: 'rollup' },
  sources: {
    query: period,
    rows: [source],
    coverage: [gap],
    basis: 'posts',
  },
};
