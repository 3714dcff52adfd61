// The taxonomy's words of one language, looked for in one pass: keywords and phrases, pairs of words that mean something only
// together, and what rules a topic out.
import type { Topic } from '../config/city.ts';
import { coverage } from './coverage.ts';
import { createPhraseSet, type Match } from './phrases.ts';
import { createWordForms } from './word-forms.ts';
import { endsSentence, type WordLine } from './word-line.ts';

/** What an entry of the automaton stands for. */
type Entry =
  | { kind: 'word' | 'weak' | 'not'; topic: number }
  /** one side of a pair such as "road + hole" */
  | { kind: 'side'; pair: number; side: 0 | 1 };

/** `value` is the topic's number. */
export interface TopicMatch extends Match {
  /** how much it says: 1 for a keyword */
  worth: number;
}

export type TopicWords = (line: WordLine) => TopicMatch[];

/** A phrase says more than a word, up to three words more; a pair a little less than a word, a weak word much less. */
const worth = { word: 1, perFurtherWord: 0.5, pair: 0.8, weak: 0.3 };

/** How many tokens a pair may span: "holes have come up again all over our road". */
const widestPair = 9;

export function createTopicWords(topics: readonly Topic[], lang: string): TopicWords {
  const words = createPhraseSet(createWordForms(lang));
  const entries: Entry[] = [];
  const pairs: number[] = [];
  const addAll = (phrases: readonly string[] | undefined, entry: Entry) => {
    // One number for all words of a topic: "drain" and "drains" are one word, and one mention.
    const number = entries.push(entry) - 1;
    for (const phrase of phrases ?? []) words.add(phrase, number);
  };
  topics.forEach(({ keywords, phrases, together, weak, not }, topic) => {
    addAll([...(keywords[lang] ?? []), ...(phrases[lang] ?? [])], { kind: 'word', topic });
    addAll(weak?.[lang], { kind: 'weak', topic });
    addAll(not[lang], { kind: 'not', topic });
    for (const text of together?.[lang] ?? []) {
      const pair = pairs.push(topic) - 1;
      const [one, other] = text.split('+');
      addAll(one!.split('/'), { kind: 'side', pair, side: 0 });
      addAll(other!.split('/'), { kind: 'side', pair, side: 1 });
    }
  });
  const broader = topics.map(({ within }) => topics.findIndex(({ id }) => id === within));
  const hasParts = broader.some((topic) => topic >= 0);
  const family = broader.map((topic, index) => (topic >= 0 ? topic : index));

  return (line) => {
    const matches = words.find(line);
    if (matches.length === 0) return [];
    const visible = hide(matches, { entries, pairs, line }, family);
    const mentions: TopicMatch[] = [];
    for (const { value, first, last } of visible) {
      const entry = entries[value]!;
      if (entry.kind !== 'word' && entry.kind !== 'weak') continue;
      const points = worth.word + worth.perFurtherWord * Math.min(3, last - first);
      const share = entry.kind === 'weak' ? worth.weak : 1;
      mentions.push({ value: entry.topic, first, last, worth: share * points });
    }
    const all = pairs.length === 0 ? mentions : withPairs(mentions, visible, { entries, pairs, line });
    return hasParts ? withBroader(all, broader) : all;
  };
}

/** Without what one of the topic's own "not" phrases holds, and what lies inside a longer phrase ("street" in "street light"). */
function hide(
  matches: readonly Match[],
  { entries, pairs, line: { tokens } }: Pairs,
  family: readonly number[],
): Match[] {
  const topicOf = ({ value }: Match) => {
    const entry = entries[value]!;
    return entry.kind === 'side' ? -1 : entry.topic;
  };
  const exceptions = matches.filter(({ value }) => entries[value]!.kind === 'not');
  let left = matches.filter(({ value }) => entries[value]!.kind !== 'not');
  if (exceptions.length > 0) {
    const excepted = coverage(exceptions, (match, token) => topicOf(match) * tokens.count + token);
    left = left.filter((match) => !excepted.holds(match));
  }
  if (left.length < 2) return left;
  const words = left.filter(({ value }) => entries[value]!.kind !== 'side');
  const covered = coverage(words, (_, token) => token);
  const owner = ({ value }: Match) => {
    const entry = entries[value]!;
    return family[entry.kind === 'side' ? pairs[entry.pair]! : entry.topic]!;
  };
  const own = coverage(words, (match, token) => owner(match) * tokens.count + token);
  // A longer phrase of its own topic, or of the broader one, does not hide a side: "use plastic" counts in "use plastic bags" too, while the
  // street of a "street light" is no road.
  return left.filter(
    (match) =>
      !covered.holdsInLonger(match) || (entries[match.value]!.kind === 'side' && own.holdsInLonger(match)),
  );
}

interface Pairs {
  entries: readonly Entry[];
  /** the topic of each pair */
  pairs: readonly number[];
  line: WordLine;
}

/** Adds each pair whose two sides stand near each other in one sentence, unless a word of its topic stands there anyway. */
function withPairs(
  mentions: TopicMatch[],
  visible: readonly Match[],
  { entries, pairs, line }: Pairs,
): TopicMatch[] {
  const sides = visible.filter(({ value }) => entries[value]!.kind === 'side');
  if (sides.length < 2) return mentions;
  const keyOf = (topic: number, token: number) => topic * line.tokens.count + token;
  const said = new Set<number>();
  const say = ({ value, first, last }: Match) => {
    for (let token = first; token <= last; token++) said.add(keyOf(value, token));
  };
  mentions.forEach(say);
  const latest = new Map<number, Match>();
  const found: TopicMatch[] = [];
  for (const match of sides) {
    const { pair, side } = entries[match.value] as Entry & { kind: 'side' };
    const other = latest.get(2 * pair + 1 - side);
    latest.set(2 * pair + side, match);
    if (!other || other.last >= match.first || !isNear(line, other, match)) continue;
    const mention = { value: pairs[pair]!, first: other.first, last: match.last, worth: worth.pair };
    let isSaid = false;
    for (let token = mention.first; token <= mention.last; token++) {
      isSaid ||= said.has(keyOf(mention.value, token));
    }
    if (isSaid) continue;
    say(mention);
    found.push(mention);
  }
  if (found.length === 0) return mentions;
  return [...mentions, ...found].sort((a, b) => a.first - b.first || a.last - b.last);
}

function isNear({ tokens }: WordLine, before: Match, after: Match): boolean {
  if (after.last - before.first >= widestPair) return false;
  for (let i = before.last + 1; i < after.first; i++) if (endsSentence(tokens, i)) return false;
  return true;
}

/** What names a narrower topic names the broader one too, once. */
function withBroader(mentions: readonly TopicMatch[], broader: readonly number[]): TopicMatch[] {
  const all = new Map<string, TopicMatch>();
  for (const match of mentions) {
    for (const value of [match.value, broader[match.value]!]) {
      if (value >= 0) all.set(`${value} ${match.first} ${match.last}`, { ...match, value });
    }
  }
  return [...all.values()];
}
