// natural: its SentimentAnalyzer per language, and a naive Bayes classifier taught with the taxonomy's own words.
import type { Topic } from '../../config/city.ts';
import type { LabelMap } from '../tasks.ts';
import { labelOf, lexiconAnswers, type Peer, requirePackage } from './peer.ts';

type Stemmer = { stem(word: string): string };
type Analyzer = new (
  language: string,
  stemmer: Stemmer | null,
  vocabulary: string,
) => { getSentiment(words: string[]): number };
type Bayes = new () => {
  addDocument(text: string, label: string): void;
  train(): void;
  /** the most probable first; values are compared with each other only */
  getClassifications(text: string): { label: string; value: number }[];
};

/** Its index loads database drivers: subpaths only. */
const directory = 'natural/lib/natural';

/** The list natural has for a language, the one its documentation shows first. */
const vocabularies: Readonly<Record<string, string>> = {
  English: 'afinn',
  Spanish: 'afinn',
  Portuguese: 'afinn',
  French: 'pattern',
  German: 'pattern',
  Italian: 'pattern',
};

/** Undefined for a language that natural has no list for. The mean valence of the words, on which side of 0 it is. */
export function naturalSentiment(language = 'English'): Peer | undefined {
  const vocabulary = vocabularies[language];
  if (vocabulary === undefined) return undefined;
  return {
    name: vocabulary === 'afinn' ? 'natural (AFINN)' : 'natural (Pattern)',
    async load() {
      const SentimentAnalyzer = requirePackage(`${directory}/sentiment/SentimentAnalyzer.js`) as Analyzer;
      const analyzer = new SentimentAnalyzer(language, null, vocabulary);
      return lexiconAnswers((text) => labelOf(analyzer.getSentiment(wordsOf(text))));
    },
  };
}

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [''];

/** Taught with every word and phrase of the topics that the map lists, as our own taxonomy is: with no post. */
export function naturalTopics(topics: readonly Topic[], map: LabelMap): Peer {
  return {
    name: 'natural (naive Bayes on the taxonomy)',
    async load() {
      const BayesClassifier = requirePackage(`${directory}/classifiers/bayes_classifier.js`) as Bayes;
      const classifier = new BayesClassifier();
      for (const [label, ids] of Object.entries(map)) {
        for (const { keywords, phrases } of topics.filter(({ id }) => ids.includes(id))) {
          for (const word of [...(keywords.en ?? []), ...(phrases.en ?? [])])
            classifier.addDocument(word, label.toLowerCase());
        }
      }
      classifier.train();
      // The label and how sure it is are asked one after the other, and cost one answer.
      let last = { text: '', said: classifier.getClassifications('') };
      const judge = (text: string) => {
        if (last.text !== text) last = { text, said: classifier.getClassifications(text) };
        return last.said;
      };
      return {
        topic: ({ text }) => judge(text)[0]!.label,
        topicConfidence({ text }) {
          const values = judge(text).map(({ value }) => value);
          return values[0]! / (values.reduce((sum, value) => sum + value, 0) || 1);
        },
      };
    },
  };
}
