// What a dashboard asks in the morning, and what an analyst searches for.

const day = 86_400_000;
const text = (ms) => new Date(ms).toISOString().slice(0, 10);

/** `ask(random)` gives the query's name and parameters; `words` are by rank, the most used first. */
export function questionsOf({ firstDay, days, words }) {
  const last = Date.parse(firstDay) + days * day;
  /** A period of so many days that ends within the last eighth of all */
  const period = (random, length) => {
    const to = last - Math.floor(random() * Math.max(1, days / 8)) * day;
    return { from: text(to - length * day), to: text(to) };
  };
  /** As the page asks: so many days back from the end of an hour, which is 3 in the morning here and lies within a day of the city's */
  const toTheHour = (random, length) => {
    const { from, to } = period(random, length);
    return { from: `${from}T04:00`, to: `${to}T03:00` };
  };
  const dashboard = [
    ['summary of a week', (r) => ['summary', period(r, 7)]],
    ['summary of 30 days', (r) => ['summary', period(r, 30)]],
    ['volume by day, 90 days', (r) => ['series', period(r, 90)]],
    ['volume by day and topic, 90 days', (r) => ['series', { ...period(r, 90), by: 'topic' }]],
    [
      'sentiment by week, 180 days',
      (r) => ['series', { ...period(r, 180), metric: 'sentiment', interval: 'week' }],
    ],
    ['volume by hour, a week', (r) => ['series', { ...period(r, 7), interval: 'hour' }]],
    ['topics, 30 days', (r) => ['topics', period(r, 30)]],
    ['places, 30 days', (r) => ['places', period(r, 30)]],
    [
      'topics of a neighbourhood, 30 days',
      (r, city) => ['topics', { ...period(r, 30), place: city.neighbourhoods[0].id }],
    ],
    ['compare by topic, 30 days', (r) => ['compare', { ...period(r, 30), by: 'topic' }]],
    ['what rose in a week', (r) => ['trends', period(r, 7)]],
    ['newest posts', (r) => ['posts', { ...period(r, 30), limit: 20 }]],
    [
      'newest posts of a topic',
      (r, city) => ['posts', { ...period(r, 30), topic: city.topics[3].id, limit: 20 }],
    ],
    ['sources', (r) => ['sources', period(r, 30)]],
    ['summary, 30 days to the hour', (r) => ['summary', toTheHour(r, 30)]],
    ['volume by day, 30 days to the hour', (r) => ['series', toTheHour(r, 30)]],
    ['topics, 30 days to the hour', (r) => ['topics', toTheHour(r, 30)]],
    ['places, 30 days to the hour', (r) => ['places', toTheHour(r, 30)]],
    ['what rose in a week to the hour', (r) => ['trends', toTheHour(r, 7)]],
  ].map(([name, ask]) => ({ name, kind: 'dashboard', ask }));
  // A word of rank r stands in about 3 of 2 r posts.
  const word = (random, rank) => words[rank + Math.floor((random() * rank) / 10)];
  const search = [
    [
      'a word in 1 of 200 posts, all time',
      (r) => ['posts', { from: firstDay, to: text(last), q: word(r, 300), limit: 50 }],
    ],
    [
      'a word in 1 of 200 posts, a year ago',
      (r) => ['posts', { from: firstDay, to: text(last - 300 * day), q: word(r, 300), limit: 50 }],
    ],
    [
      'a word in 1 of 5,000 posts, 90 days',
      (r) => ['posts', { ...period(r, 90), q: word(r, 7_500), limit: 50 }],
    ],
    [
      'two words and not a third, 90 days',
      (r) => [
        'posts',
        { ...period(r, 90), q: `${word(r, 100)} ${word(r, 200)} NOT ${word(r, 20)}`, limit: 50 },
      ],
    ],
    [
      'a phrase, 90 days',
      (r) => ['posts', { ...period(r, 90), q: `"${word(r, 20)} ${word(r, 30)}"`, limit: 50 }],
    ],
    [
      'a prefix, 90 days',
      (r) => ['posts', { ...period(r, 90), q: `${word(r, 3_000).slice(0, 6)}*`, limit: 50 }],
    ],
    [
      'NEAR/5, 90 days',
      (r) => ['posts', { ...period(r, 90), q: `${word(r, 50)} NEAR/5 ${word(r, 60)}`, limit: 50 }],
    ],
  ].map(([name, ask]) => ({ name, kind: 'search', ask }));
  // Sums do not know what sentiment leaves out: this one is counted from the posts.
  const fromPosts = {
    name: 'volume by day and topic, 90 days, from the posts',
    kind: 'peer',
    ask: (r) => ['series', { ...period(r, 90), by: 'topic', include: 'official' }],
  };
  return [...dashboard, ...search, fromPosts];
}
