import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { openEnvelope, seal, sealResult } from './envelope.ts';

const definition = {
  name: 'work',
  payload: z.object({ words: z.array(z.string()) }),
  attempts: 1,
  backoff: { firstMs: 1, maxMs: 1 },
  concurrency: 1,
};
const stored = (envelope: unknown) => JSON.parse(JSON.stringify(envelope));
const packed = (bytes: string | Buffer) => deflateRawSync(bytes).toString('base64');

it.each([1, 2_000])('gives back what it was given: %i times the same words', (times) => {
  const suspicion = { inherited: 1, trials: 2 };
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 }), (odd) => {
      const words = Array.from({ length: times }, () => [...odd, '\ud800\u0000']).flat();
      const envelope = stored(seal({ words }, suspicion));
      expect(openEnvelope(definition, envelope)).toEqual({ kind: 'work', payload: { words }, suspicion });
    }),
    { numRuns: 20 },
  );
});

it('packs a batch of posts into a fifth, and leaves a short job readable', () => {
  const words = Array.from(
    { length: 500 },
    (_, at) => `{"source":"file","id":"${at}","text":"the light is out"}`,
  );
  expect(JSON.stringify(seal({ words })).length).toBeLessThan(JSON.stringify({ words }).length / 5);
  expect(JSON.stringify(seal({ words: ['pothole'] }))).toContain('pothole');
});

it.each([
  [null, 'no envelope'],
  [{ format: 3, packed: '' }, 'format 3 is newer than this program'],
  [{ format: 2 }, 'no body'],
  [{ format: 1, body: '{' }, 'not JSON'],
  [{ format: 1, body: '{"words":[1]}' }, 'not a payload of this version at words.0'],
  [{ format: 2, packed: 'bm90IGRlZmxhdGVk' }, 'badly packed'],
  [{ format: 2, packed: packed('{"words":[]}').slice(0, 8) }, 'badly packed'],
  [{ format: 2, packed: packed(Buffer.alloc(70_000_000, ' ')) }, 'badly packed'],
])('says why it cannot be read', (data, reason) => {
  expect(openEnvelope(definition, data)).toEqual({
    kind: 'unreadable',
    reason: expect.stringContaining(reason),
  });
});

it('keeps only the result of a job that is done', () => {
  const result = { stored: 3 };
  expect(openEnvelope(definition, stored(sealResult(result)))).toEqual({ kind: 'done', result });
});
