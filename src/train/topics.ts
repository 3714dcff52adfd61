// npm run train:topics -- --data DIR [--clean] [--posts FILE] [--topics FILE] [--propose ID,ID] [--out FILE]: trains the topic classifier
// on what the taxonomy's own words name, and prints what it reaches on posts held out. The same data and taxonomy give the same file.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadTopicsPath } from '../config/load-city.ts';
import { writeTopicModel } from '../models/topics-file.ts';
import type { AveragedRecipe } from './averaged-recipe.ts';
import { calibrateTopics } from './topic-calibrated.ts';
import { trainTopicWeights } from './topic-classifier.ts';
import { createExampleReader, mostTopics, type ReadPost, type TopicExample } from './topic-examples.ts';
import { readOpinionTopics } from './topic-opinions.ts';
import { readTopicPosts } from './topic-posts.ts';

const recipe: AveragedRecipe = { bits: 16, members: 3, epochs: 5, rate: 0.1, dropout: 0.2, decay: 1e-3 };
/** One post in so many is held out. */
const folds = 10;

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    clean: { type: 'boolean', default: false },
    posts: { type: 'string' },
    topics: { type: 'string' },
    propose: { type: 'string', default: '' },
    map: { type: 'string' },
    out: { type: 'string' },
  },
});
const { data, out, map } = options;
if (!data || !out || !options.topics || !map) {
  process.stderr.write(
    'usage: npm run train:topics -- --data DIR [--clean] [--posts FILE] [--topics FILE] [--propose ID,ID] [--out FILE]\n',
  );
  process.exit(2);
}

const say = (line: string) => void process.stdout.write(`${line}\n`);
const topics = await loadTopicsPath(options.topics);
if (topics.length > mostTopics) {
  say(`a classifier knows ${mostTopics} topics, and these are ${topics.length}`);
  process.exit(1);
}
const read = createExampleReader(topics, recipe.bits);
const [learnt, heldOut]: [TopicExample[], ReadPost[]] = [[], []];
for (const { name, texts } of readTopicPosts(data, options.clean, options.posts)) {
  const posts = texts.map((text) => ({ text, example: read(text) }));
  posts.forEach((post, index) => {
    if (index % folds === 0) heldOut.push(post);
    else learnt.push(post.example);
  });
  const named = posts.filter(({ example }) => example.named !== 0).length;
  say(`${name.padEnd(20)} ${String(texts.length).padStart(6)} posts, ${named} name a topic`);
}
const trained = trainTopicWeights(learnt, topics.length, recipe);
const { posts, asked } = readOpinionTopics(data, 'train', map, topics);
const labelled = posts.map(({ text, truth }) => ({ text, example: read(text), truth }));
const proposable = new Set(options.propose.split(','));
const model = calibrateTopics(trained, {
  topics,
  bits: recipe.bits,
  heldOut,
  labelled,
  asked,
  proposable,
  say,
});
const bytes = writeTopicModel(model);
writeFileSync(out, bytes);
say(`${bytes.length} bytes, sha256 ${createHash('sha256').update(bytes).digest('hex')}`);
