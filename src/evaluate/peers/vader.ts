// vader-sentiment: Hutto and Gilbert's rules in JavaScript; its documentation puts the borders at a compound of ±0.05.
import { importPackage, labelOf, lexiconAnswers, type Peer } from './peer.ts';

interface Vader {
  SentimentIntensityAnalyzer: { polarity_scores(text: string): { compound: number } };
}

export const vader: Peer = {
  name: 'vader-sentiment',
  async load() {
    const { default: module } = (await importPackage('vader-sentiment')) as { default: Vader };
    const analyzer = module.SentimentIntensityAnalyzer;
    return lexiconAnswers((text) => labelOf(analyzer.polarity_scores(text).compound, 0.05));
  },
};
