// How fast is enrichment on one core, step by step and whole, and what does it cost to start?
//   npm run build && node bench/enrich.mjs POSTS.jsonl PROFILE.yaml
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

const [file, profile] = process.argv.slice(2);
if (!file || !profile) {
  console.error('usage: node bench/enrich.mjs POSTS.jsonl PROFILE.yaml');
  process.exit(2);
}

const megabytes = () => Math.round(process.memoryUsage().rss / 1e6);
const figures = { rssBeforeMb: megabytes() };
const started = performance.now();
const { createPipeline, createSteps } = await import('../dist/src/enrich/pipeline.js');
const { readPost } = await import('../dist/src/enrich/reading.js');
const { sentimentOf } = await import('../dist/src/enrich/sentiment.js');
figures.importMs = Math.round(performance.now() - started);

const { loadCity, readEnvironment } = await import('../dist/src/config.js');
const city = await loadCity(profile, readEnvironment());
const compiling = performance.now();
const pipeline = createPipeline(city);
const first = {
  source: 'file',
  id: '1',
  channel: '',
  kind: 'post',
  createdAt: '',
  collectedAt: '',
  text: 'A great first post.',
};
pipeline.enrich(first);
figures.compileAndFirstPostMs = Math.round(performance.now() - compiling);
figures.rssReadyMb = megabytes();

const posts = [];
for await (const line of createInterface({ input: createReadStream(file) })) {
  if (line !== '') posts.push({ ...first, ...JSON.parse(line) });
}

/** Runs over all posts until two seconds are over, after one warm-up round; posts per second of the best round. */
function rate(run) {
  let best = 0;
  const deadline = performance.now() + 2_000;
  for (let round = 0; round < 2 || performance.now() < deadline; round++) {
    const begun = performance.now();
    for (let i = 0; i < posts.length; i++) run(posts[i], i);
    if (round > 0) best = Math.max(best, posts.length / ((performance.now() - begun) / 1000));
  }
  return Math.round(best);
}

const whole = rate((post) => pipeline.enrich(post));
figures.rssAfterMb = megabytes();

const steps = createSteps(city);
const readings = posts.map((post) => readPost(steps.mask(post)));
const langs = readings.map(({ fields }) => steps.readLanguage(fields.map(({ tokens }) => tokens)));
const names = readings.map((reading) => steps.findNames(reading));
const feelings = readings.map((reading, i) => steps.readSentiment(reading, langs[i]));
figures.postsPerSecond = {
  whole,
  mask: rate((post) => steps.mask(post)),
  tokens: rate((post) => readPost(post)),
  language: rate((_, i) => steps.readLanguage(readings[i].fields.map(({ tokens }) => tokens))),
  names: rate((_, i) => steps.findNames(readings[i])),
  places: rate((_, i) => steps.tagPlaces(readings[i], names[i])),
  sentiment: rate((_, i) => sentimentOf(steps.readSentiment(readings[i], langs[i]))),
  topics: rate((_, i) => steps.tagTopics(readings[i], langs[i], feelings[i])),
  relevance: rate((_, i) =>
    steps.judgeRelevance(readings[i], names[i], { imported: false, isOfficial: false }),
  ),
};
figures.posts = posts.length;
figures.topics = city.topics.length;
console.log(JSON.stringify(figures, null, 2));
