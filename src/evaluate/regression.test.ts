// 173 invented posts that people of the field would label without a second thought: whatever becomes of the models, the
// pipeline reads them better than a bare word list. Margins are wide; docs/accuracy.md has the figures that count.
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import { readLabelled } from './labelled-file.ts';
import { naturalSentiment } from './peers/natural.ts';

const path = fileURLToPath(new URL('../../test/fixtures/sentiment.jsonl', import.meta.url));

test('sentiment of plain posts is read clearly better than by AFINN', async () => {
  const own = await evaluate('sentiment', readLabelled({ path }));
  const answers = await naturalSentiment()!.load();
  const afinn = await evaluate('sentiment', readLabelled({ path }), { answers });
  expect([own.n, own.badLines.count]).toEqual([173, 0]);
  expect(own.macroRecall).toBeGreaterThan(0.65);
  expect(own.macroRecall!).toBeGreaterThan(afinn.macroRecall! + 0.03);
  for (const { recall } of Object.values(own.perClass!)) expect(recall).toBeGreaterThan(0.45);
});
