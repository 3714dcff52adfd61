// What a post is about: words and phrases of the taxonomy, in the post's own language.
import type { City, Lang, Topic } from '../config/city.ts';
import type { TopicTag } from '../post.ts';
import { coverage } from './coverage.ts';
import { createPhraseSet, type Match, type PhraseSet } from './phrases.ts';
import { evidenceOf, type Reading } from './reading.ts';
import type { SentimentReading } from './sentiment.ts';
import { type Mention, topicSentiments } from './topic-sentiment.ts';
import { createWordForms } from './word-forms.ts';
import type { WordLine } from './word-line.ts';

interface Taxonomy {
  words: PhraseSet;
  rulesOut: PhraseSet;
}

/** A mention's worth in the order of topics: the title says more than the text, a phrase more than a word. */
const worth = { title: 2, text: 1, perFurtherWord: 0.5, service: 3, context: 0.5 };
const mostEvidence = 20;

/** Topics, the one with most evidence first. */
export type TopicTagger = (reading: Reading, lang: Lang, sentiment: SentimentReading) => TopicTag[];

export function createTopicTagger(city: Pick<City, 'topics' | 'languages'>): TopicTagger {
  const { topics } = city;
  const languages = new Set(
    topics.flatMap(({ keywords, phrases }) => [...Object.keys(keywords), ...Object.keys(phrases)]),
  );
  const compiled = new Map<Lang, Taxonomy>();
  // The city's own languages at once, any other when a post first brings it.
  const taxonomyOf = (lang: Lang): Taxonomy[] => {
    if (!languages.has(lang)) return [];
    const taxonomy = compiled.get(lang) ?? compile(topics, lang);
    compiled.set(lang, taxonomy);
    return [taxonomy];
  };
  const usual = city.languages.flatMap(taxonomyOf);

  return (reading, lang, sentiment) => {
    // A language that is not known, or that the taxonomy lacks, is read as the city's own.
    const chosen = languages.has(lang) ? taxonomyOf(lang) : usual;
    const mentions = reading.fields.flatMap(({ words }, field) =>
      chosen.flatMap((taxonomy) =>
        findTopics(taxonomy, words).map((match): Mention => ({ ...match, field })),
      ),
    );
    const scores = scoreOf(reading, mentions);
    addContext(scores, reading, chosen);
    const order = [...scores].sort(([a, x], [b, y]) => y - x || a - b).map(([topic]) => topic);
    const sentiments = topicSentiments(order, mentions, sentiment);
    return order.map((topic) => ({
      id: topics[topic]!.id,
      sentiment: sentiments.get(topic)!,
      evidence: mentions
        .filter(({ value }) => value === topic)
        .slice(0, mostEvidence)
        .map(({ field, first, last }) => evidenceOf(reading.fields[field]!, first, last)),
    }));
  };
}

function compile(topics: readonly Topic[], lang: Lang): Taxonomy {
  const forms = () => createWordForms(lang);
  const taxonomy = { words: createPhraseSet(forms()), rulesOut: createPhraseSet(forms()) };
  topics.forEach(({ keywords, phrases, not }, index) => {
    for (const word of [...(keywords[lang] ?? []), ...(phrases[lang] ?? [])]) taxonomy.words.add(word, index);
    for (const word of not[lang] ?? []) taxonomy.rulesOut.add(word, index);
  });
  return taxonomy;
}

/** Without what one of the topic's own "not" phrases holds, and what lies inside a longer phrase ("street" in "street light"). */
function findTopics({ words, rulesOut }: Taxonomy, line: WordLine): Match[] {
  let matches = words.find(line);
  if (matches.length === 0) return matches;
  const exceptions = rulesOut.find(line);
  if (exceptions.length > 0) {
    const width = line.tokens.count;
    const excepted = coverage(exceptions, ({ value }, token) => value * width + token);
    matches = matches.filter((match) => !excepted.holds(match));
  }
  const covered = coverage(matches, (_, token) => token);
  return matches.filter((match) => !covered.holdsInLonger(match));
}

function scoreOf({ fields }: Reading, mentions: readonly Mention[]): Map<number, number> {
  const scores = new Map<number, number>();
  for (const { value, field, first, last } of mentions) {
    const points = worth[fields[field]!.name] + worth.perFurtherWord * Math.min(3, last - first);
    scores.set(value, (scores.get(value) ?? 0) + points);
  }
  return scores;
}

/** The category of a request is a topic; what a reply answers to is one only where the reply itself names none. */
function addContext(scores: Map<number, number>, reading: Reading, taxonomies: readonly Taxonomy[]): void {
  const add = (line: WordLine, points: number) => {
    for (const taxonomy of taxonomies) {
      for (const { value } of findTopics(taxonomy, line))
        scores.set(value, (scores.get(value) ?? 0) + points);
    }
  };
  if (reading.service) add(reading.service, worth.service);
  for (const line of reading.context) if (scores.size === 0) add(line, worth.context);
}
