// 173 invented posts that people of the field would label without a second thought: a floor below which no model may fall.
// On words as plain as these a bare word list does as well; docs/accuracy.md has the figures that count.
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import { readLabelled } from './labelled-file.ts';

const path = fileURLToPath(new URL('../../test/fixtures/sentiment.jsonl', import.meta.url));

test('sentiment of plain posts is read as people read it', async () => {
  const own = await evaluate('sentiment', readLabelled({ path }));
  expect([own.n, own.badLines.count]).toEqual([173, 0]);
  expect(own.macroRecall).toBeGreaterThan(0.7);
  for (const { recall } of Object.values(own.perClass!)) expect(recall).toBeGreaterThan(0.55);
});
