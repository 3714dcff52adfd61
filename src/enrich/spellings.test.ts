import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSpelling, shapeIn, wordIn } from './spellings.ts';
import { normalise, shapeOf } from './token-text.ts';
import { openVocabulary, wordOf } from './vocabulary.ts';

const words = fc.stringMatching(/^[A-Za-zÀ-ÿİ0-9]{1,12}$/);

test('a spelling is found again as itself, whatever its length and wherever it stands', () => {
  fc.assert(
    fc.property(fc.array(words, { minLength: 1 }), (spellings) => {
      const generation = openVocabulary();
      const text = spellings.join(' ');
      for (const _ of ['first', 'again']) {
        let start = 0;
        for (const spelling of spellings) {
          const entry = readSpelling(text, start, start + spelling.length, generation);
          expect(wordOf(wordIn(entry))).toBe(normalise(spelling));
          expect(shapeIn(entry)).toBe(shapeOf(spelling));
          start += spelling.length + 1;
        }
      }
    }),
  );
});
