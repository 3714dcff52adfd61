// wink-nlp with its small English web model: sentence borders, negation, sentiment.
import { importPackage, labelOf, lexiconAnswers, type Peer } from './peer.ts';

interface Nlp {
  its: { sentiment: unknown };
  readDoc(text: string): { out(what: unknown): number };
}
type CreateNlp = (model: unknown, pipe: string[]) => Nlp;

export const wink: Peer = {
  name: 'wink-nlp',
  async load() {
    const { default: createNlp } = (await importPackage('wink-nlp')) as { default: CreateNlp };
    const { default: model } = await importPackage('wink-eng-lite-web-model');
    const nlp = createNlp(model, ['sbd', 'negation', 'sentiment']);
    return lexiconAnswers((text) => labelOf(nlp.readDoc(text).out(nlp.its.sentiment)));
  },
};
