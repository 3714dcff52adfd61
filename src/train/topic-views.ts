// How much does the rest of a post say of a tag, without anybody's labels? The words of the taxonomy are cut in two halves that know
// nothing of each other: a tag by words of one half is confirmed where a word of the other half names its topic in the same post.
import { hashWord, mix } from '../enrich/feature-hash.ts';
import { marginOf, typicalityOf } from '../enrich/topic-confidence.ts';
import type { TopicHead } from '../enrich/topic-model.ts';
import type { LogisticCase } from './topic-calibration.ts';
import type { TopicExample } from './topic-examples.ts';

/** A tag of a topic: its lead in evidence, how typical the rest of the post is, and whether it is right. */
export interface TagCase {
  topic: number;
  margin: number;
  typicality: number;
  isTrue: boolean;
}

/** What cases of tags are made from: a post, and the log-odds of every topic judged without its own words. */
export interface JudgedPost {
  example: Pick<TopicExample, 'mentions' | 'words'>;
  logOdds: Float64Array;
}

export interface TopicSpace {
  heads: readonly Pick<TopicHead, 'typical'>[];
  families: readonly number[];
}

/** Any constant: another one cuts elsewhere. */
const cutBy = 11;
const halfOf = (words: string) => mix(cutBy, hashWord(words)) & 1;

function scoresOf({ mentions, words }: JudgedPost['example'], half?: number): Map<number, number> {
  const scores = new Map<number, number>();
  mentions.forEach(({ value, worth }, index) => {
    if (half === undefined || halfOf(words[index]!) === half) {
      scores.set(value, (scores.get(value) ?? 0) + worth);
    }
  });
  return scores;
}

/** Every tag of a post, right where `isTrue` says so of its topic. */
export function casesOf(
  { example, logOdds }: JudgedPost,
  { heads, families }: TopicSpace,
  isTrue: (topic: number) => boolean,
  half?: number,
): TagCase[] {
  const scores = scoresOf(example, half);
  return [...scores.keys()].map((topic) => ({
    topic,
    margin: marginOf(scores, topic, families),
    typicality: typicalityOf(logOdds[topic]!, heads[topic]!),
    isTrue: isTrue(topic),
  }));
}

/** Tags by either half, of a post in which the other half names a topic too. */
export function casesOfHalves(post: JudgedPost, space: TopicSpace): TagCase[] {
  const halves = [scoresOf(post.example, 0), scoresOf(post.example, 1)] as const;
  if (halves.some((scores) => scores.size === 0)) return [];
  return [0, 1].flatMap((half) => casesOf(post, space, (topic) => halves[1 - half]!.has(topic), half));
}

/** Every topic counts the same, however many posts name it, and all cases together 1. `kind`: a value of its own, behind the others. */
export function weighCases(cases: readonly TagCase[], kind: number): LogisticCase[] {
  const counts = new Map<number, number>();
  for (const { topic } of cases) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  return cases.map(({ topic, margin, typicality, isTrue }) => ({
    values: [margin, typicality, kind],
    isTrue,
    weight: 1 / counts.get(topic)! / counts.size,
  }));
}
