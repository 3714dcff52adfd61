// compromise: grammar rules and word lists for English; what it tags as a place.
import { importPackage, type Peer } from './peer.ts';

interface Found {
  offset: { start: number; length: number };
}
type Nlp = (text: string) => { places(): { json(options: { offset: true }): Found[] } };

/** A span without the punctuation after it, which compromise counts in. */
function trimmed(text: string, { offset: { start, length } }: Found) {
  const word = text.slice(start, start + length);
  const [before = ''] = /^[^\p{L}\p{N}]*/u.exec(word) ?? [];
  const [after = ''] = /[^\p{L}\p{N}]*$/u.exec(word) ?? [];
  return { start: start + before.length, end: start + length - after.length };
}

export const compromise: Peer = {
  name: 'compromise',
  async load() {
    const { default: nlp } = (await importPackage('compromise')) as { default: Nlp };
    return {
      places: ({ text }) =>
        nlp(text)
          .places()
          .json({ offset: true })
          .map((found) => trimmed(text, found)),
    };
  },
};
