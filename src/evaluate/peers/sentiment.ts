// sentiment: AFINN with emoji and simple negation.
import { importPackage, labelOf, lexiconAnswers, type Peer } from './peer.ts';

type Analyzer = new () => { analyze(text: string): { score: number } };

export const sentiment: Peer = {
  name: 'sentiment',
  async load() {
    const { default: Sentiment } = (await importPackage('sentiment')) as { default: Analyzer };
    const analyzer = new Sentiment();
    return lexiconAnswers((text) => labelOf(analyzer.analyze(text).score));
  },
};
