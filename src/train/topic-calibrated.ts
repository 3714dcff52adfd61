// Weights → a model that knows what its log-odds are worth: fitted on posts that the weights have not seen.
import type { Topic } from '../config/city.ts';
import { tokenize } from '../enrich/tokens.ts';
import { familiesOf } from '../enrich/topic-confidence.ts';
import {
  createTopicContext,
  probabilityOf,
  type TopicConfidence,
  type TopicHead,
  type TopicModel,
} from '../enrich/topic-model.ts';
import { sketchOf } from '../enrich/topic-sketch.ts';
import { chooseBorder, fitLogistic, fitSlope, type WeakCase } from './topic-calibration.ts';
import { quantiseTopics, type TopicWeights } from './topic-classifier.ts';
import type { ReadPost } from './topic-examples.ts';
import { casesOf, casesOfHalves, type JudgedPost, type TopicSpace, weighCases } from './topic-views.ts';

/** Of what is proposed where no word names it. */
const precision = 0.9;
/** A topic that few posts name is as typical as all are: so many posts of all topics count with its own. */
const borrowed = 20;

export interface CalibrationPosts {
  topics: readonly Topic[];
  bits: number;
  heldOut: readonly ReadPost[];
  /** posts with the topics that people found in them, out of `asked` */
  labelled: readonly (ReadPost & { truth: ReadonlySet<number> })[];
  asked: ReadonlySet<number>;
  /** ids of topics that may be proposed where no word names them: those whose proposals people have looked at */
  proposable: ReadonlySet<string>;
  /** told what is reached */
  say(line: string): void;
}

export function calibrateTopics(trained: TopicWeights, posts: CalibrationPosts): TopicModel {
  const { topics, bits, heldOut, say } = posts;
  const { weights, scale, biases } = quantiseTopics(trained);
  const heads = topics.map(
    ({ id, keywords, phrases }, index): TopicHead => ({
      id,
      sketch: sketchOf({ keywords, phrases }),
      bias: biases[index]!,
      slope: 1,
      shift: 0,
      typical: { mean: 0, deviation: 1 },
      proposedFrom: null,
    }),
  );
  const model = { bits, scale, heads, confidence: { bias: 0, margin: 0, context: 0 }, weights };
  const judged = judge(model, heldOut);
  const cases = heads.map((_, head) => weakCases(heldOut, judged, head));
  const pool = spreadOf(cases.flatMap((list, head) => liftsOf(list, heads[head]!)));
  heads.forEach((head, index) => {
    const border = chooseBorder(cases[index]!, precision);
    const proposedFrom = posts.proposable.has(head.id) ? (border?.from ?? null) : null;
    const typical = typicalOf(liftsOf(cases[index]!, head), pool, head.bias);
    Object.assign(head, fitSlope(cases[index]!), { typical, proposedFrom });
    say(lineOf(head, cases[index]!, border));
  });
  say(`probabilities are off by ${errorOf(heads, cases).toFixed(3)} of what is named`);
  return { ...model, confidence: fitConfidence(model, judged, posts) };
}

/** Log-odds of all topics of each post. */
function judge(model: TopicModel, posts: readonly ReadPost[]): JudgedPost[] {
  const context = createTopicContext(model);
  const all = model.heads.map((_, head) => head);
  return posts.map(({ text, example }) => {
    const mentions = example.mentions.map(({ value, first, last }) => ({ head: value, first, last }));
    return { example, logOdds: context.judge([{ tokens: tokenize(text), mentions }], all).slice() };
  });
}

const weakCases = (posts: readonly ReadPost[], judged: readonly JudgedPost[], head: number): WeakCase[] =>
  posts.map(({ example }, index) => ({
    logOdds: judged[index]!.logOdds[head]!,
    isNamed: ((example.named >>> head) & 1) === 1,
  }));

/** Of the posts that name a topic: log-odds above those of a text of no words. */
const liftsOf = (cases: readonly WeakCase[], { bias }: TopicHead): number[] =>
  cases.filter(({ isNamed }) => isNamed).map(({ logOdds }) => logOdds - bias);

function spreadOf(values: readonly number[]): { mean: number; variance: number; n: number } {
  const n = Math.max(1, values.length);
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  return {
    mean,
    variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n,
    n: values.length,
  };
}

function typicalOf(
  lifts: readonly number[],
  pool: ReturnType<typeof spreadOf>,
  bias: number,
): TopicHead['typical'] {
  const own = spreadOf(lifts);
  const mixed = (mine: number, all: number) => (mine * own.n + all * borrowed) / (own.n + borrowed);
  return {
    mean: bias + mixed(own.mean, pool.mean),
    deviation: Math.sqrt(mixed(own.variance, pool.variance)) || 1,
  };
}

/**
 * From people's labels, which know few topics, and from the two halves of the taxonomy, which know all: both count the same. What halves
 * do not confirm need not be wrong, so how sure a tag is at all is the labels' to say.
 */
function fitConfidence(
  model: TopicModel,
  judged: readonly JudgedPost[],
  { topics, labelled, asked, say }: CalibrationPosts,
): TopicConfidence {
  const space: TopicSpace = { heads: model.heads, families: familiesOf(topics) };
  const halves = judged.flatMap((post) => casesOfHalves(post, space));
  const tags = judge(model, labelled).flatMap((post, index) =>
    casesOf(post, space, (topic) => labelled[index]!.truth.has(topic)).filter(({ topic }) =>
      asked.has(topic),
    ),
  );
  const isLabelled = tags.length > 0;
  const cases = [...weighCases(tags, 0), ...weighCases(halves, isLabelled ? 1 : 0)];
  const [bias, margin, context] = fitLogistic(cases, 3);
  const confidence = { bias: bias!, margin: margin!, context: context! };
  say(
    `confidence, of ${halves.length} tags by halves and ${tags.length} with labels: ${JSON.stringify(confidence)}`,
  );
  return confidence;
}

function lineOf(
  { id, proposedFrom }: TopicHead,
  cases: readonly WeakCase[],
  border: ReturnType<typeof chooseBorder>,
): string {
  const named = cases.filter(({ isNamed }) => isNamed).length;
  const reached = border
    ? `found without its words ${border.found} from ${border.from.toFixed(2)} on`
    : 'no border';
  const use = proposedFrom === null ? 'not proposed' : 'proposed';
  return `${id.padEnd(16)} named in ${String(named).padStart(5)}, ${reached}, ${use}`;
}

/** How far probabilities are from shares, summed over ten bins of pairs of post and topic with equally many named ones. */
function errorOf(heads: readonly TopicHead[], cases: readonly (readonly WeakCase[])[]): number {
  const all = heads.flatMap(({ slope, shift }, head) =>
    cases[head]!.map(({ logOdds, isNamed }) => ({ p: probabilityOf(slope * logOdds + shift), isNamed })),
  );
  all.sort((a, b) => a.p - b.p);
  const named = all.filter(({ isNamed }) => isNamed).length;
  let [error, claimed, there] = [0, 0, 0];
  for (const { p, isNamed } of all) {
    claimed += p;
    if (isNamed) there++;
    if (there < named / 10) continue;
    error += Math.abs(claimed - there);
    [claimed, there] = [0, 0];
  }
  return error / Math.max(1, named);
}
