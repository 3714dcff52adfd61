// Sentences on neighbourhoods with the aspects that people found in them: the only labels of topics that may be trained on.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Topic } from '../config/city.ts';

export interface LabelledPost {
  text: string;
  /** numbers of the topics that its opinions are about */
  truth: ReadonlySet<number>;
}

export interface LabelledPosts {
  posts: LabelledPost[];
  /** numbers of the topics that the labels can name */
  asked: ReadonlySet<number>;
}

interface OpinionLine {
  text: string;
  opinions: { aspect: string }[];
}

/** `map`: a file of aspects and the topics that are one, such as bench/maps/sentihood.json. */
export function readOpinionTopics(
  directory: string,
  part: 'train' | 'dev',
  map: string,
  topics: readonly Topic[],
): LabelledPosts {
  const numbers = new Map(topics.map(({ id }, index) => [id, index]));
  const aspects = Object.entries(JSON.parse(readFileSync(map, 'utf8')) as Record<string, string[]>);
  const topicsOf = new Map(
    aspects.map(([aspect, ids]) => [aspect, ids.flatMap((id) => numbers.get(id) ?? [])]),
  );
  const lines = readFileSync(join(directory, `aspects/sentihood-${part}.jsonl`), 'utf8').split('\n');
  const posts = lines.filter(Boolean).map((line): LabelledPost => {
    const { text, opinions } = JSON.parse(line) as OpinionLine;
    return {
      text,
      truth: new Set(opinions.flatMap(({ aspect }) => topicsOf.get(aspect.toLowerCase()) ?? [])),
    };
  });
  return { posts, asked: new Set([...topicsOf.values()].flat()) };
}
