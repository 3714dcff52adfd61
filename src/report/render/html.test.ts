import fc from 'fast-check';
import { expect, test } from 'vitest';
import { html } from './html.ts';

test('a value is text, whatever it says', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { markup } = html`<p title="${text}">${text}</p>`;
      expect(markup.startsWith('<p title="')).toBe(true);
      expect(markup.match(/[<>]/g)).toHaveLength(4);
      expect(markup.match(/"/g)).toHaveLength(2);
    }),
  );
});

test('markup stands as it is, lists are joined, nothing is nothing', () => {
  const items = ['<a>', 'b'].map((text) => html`<li>${text}</li>`);
  expect(html`<ul>${items}${undefined}</ul>`.markup).toBe('<ul><li>&lt;a&gt;</li><li>b</li></ul>');
});

test('nothing in a text reorders what stands beside it', () => {
  expect(html`${'a\u202eb\u0000\ud800'}`.markup).toBe('a\ufffdb\ufffd\ufffd');
});
