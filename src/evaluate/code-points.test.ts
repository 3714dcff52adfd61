import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codePointsOf } from './code-points.ts';

test('an emoji is two units and one code point, a family is many of both', () => {
  const text = 'a😀b👨‍👩‍👧c';
  const points = codePointsOf(text);
  expect(points(text.indexOf('b'))).toBe(2);
  expect(points(text.indexOf('c'))).toBe(8);
  expect(points(text.length)).toBe([...text].length);
});

test('every border between code points, in any text, lone surrogates included', () => {
  const unit = fc.constantFrom('a', 'é', '😀', '\ud83d', '\ude00', '\u200d', '\u202e', '東');
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 30 }), (units) => {
      const text = units.join('');
      const points = codePointsOf(text);
      let offset = 0;
      [...text].forEach((point, index) => {
        expect(points(offset)).toBe(index);
        offset += point.length;
      });
      expect(points(text.length)).toBe([...text].length);
    }),
  );
});
