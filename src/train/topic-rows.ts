// Posts that name one topic, and two such posts joined: what the aspect model learns the parts of a text from.
import type { Topic } from '../config/city.ts';
import type { Spot } from '../enrich/standing.ts';
import { tokenize } from '../enrich/tokens.ts';
import { createTopicWords, type TopicWords } from '../enrich/topic-words.ts';
import { wordLine } from '../enrich/word-line.ts';
import type { AspectRow } from './aspect-rows.ts';
import { createRandom } from './linear.ts';
import type { Row } from './sentiment-rows.ts';

/** A post that names topics of one family only. */
interface Single extends Row {
  topic: string;
}

interface Finder {
  find: TopicWords;
  topics: readonly Topic[];
}

const rootOf = ({ id, within }: Topic) => within ?? id;

function rootsIn({ find, topics }: Finder, text: string): Set<string> {
  return new Set(find(wordLine(tokenize(text))).map(({ value }) => rootOf(topics[value]!)));
}

/** Spots of a topic in a text and of the others, overlapping ones joined. */
function spotsIn({ find, topics }: Finder, text: string, topic: string): Spot[] {
  const spots: Spot[] = [];
  const matches = find(wordLine(tokenize(text))).sort((a, b) => a.first - b.first || a.last - b.last);
  for (const { value, first, last } of matches) {
    const isOwn = rootOf(topics[value]!) === topic;
    const before = spots.at(-1);
    if (before && first <= before.last) {
      before.last = Math.max(before.last, last);
      before.isOwn ||= isOwn;
    } else spots.push({ first, last, isOwn });
  }
  return spots;
}

/** What stands between two posts that are joined; people who are of two minds say so more often than not. */
const turning = [', but ', '. But ', ' but ', ', however ', '; ', '. ', ' though '];
const going = [' and ', ', ', '. ', '! ', '\n', ' - ', '; '];

const saysSo = 0.6;

function joined(a: Single, b: Single, random: () => number): string {
  const list = a.label !== b.label && random() < saysSo ? turning : going;
  const between = list[Math.floor(random() * list.length)]!;
  let end = a.text.trimEnd().length;
  while (end > 0 && '.!? '.includes(a.text[end - 1]!)) end--;
  return a.text.slice(0, end) + between + b.text;
}

export interface TopicRows {
  singles: AspectRow[];
  pairs: AspectRow[];
}

/** Longer texts are rants in which nobody can say which part a label is of. */
const longestSingle = 200;

const weight = { single: 0.3, ofPair: 0.3 };

/** A post that names one topic says all of it; of two that are joined, each topic keeps its own. At most `2 × pairs` rows of pairs. */
export function composeTopicRows(rows: readonly Row[], topics: readonly Topic[], pairs: number): TopicRows {
  const finder: Finder = { find: createTopicWords(topics, 'en'), topics };
  const random = createRandom(3);
  const singles: Single[] = [];
  for (const row of rows) {
    if (row.text.length > longestSingle) continue;
    const [topic, ...others] = rootsIn(finder, row.text);
    if (topic !== undefined && others.length === 0) singles.push({ ...row, topic });
  }
  const rowOf = (text: string, { topic, label }: Single, share: number): AspectRow => ({
    text,
    target: { spots: spotsIn(finder, text, topic), topic, isName: false },
    label,
    weight: share,
  });
  const some = () => singles[Math.floor(random() * singles.length)]!;
  const result: TopicRows = {
    singles: singles.map((single) => rowOf(single.text, single, weight.single)),
    pairs: [],
  };
  for (let tries = 0; tries < 3 * pairs && result.pairs.length < 2 * pairs; tries++) {
    const [a, b] = [some(), some()];
    if (a.topic === b.topic) continue;
    const text = joined(a, b, random);
    const found = rootsIn(finder, text);
    if (found.size !== 2 || !found.has(a.topic) || !found.has(b.topic)) continue;
    result.pairs.push(rowOf(text, a, weight.ofPair), rowOf(text, b, weight.ofPair));
  }
  return result;
}
