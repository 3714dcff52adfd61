import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createCommandOutput } from './command-output.ts';
import { recordSchema } from './command-protocol.ts';

/** What a caller would write for the lines of a response. */
async function received(writes: readonly (Buffer | string)[]): Promise<Buffer> {
  const output = createCommandOutput(60_000);
  const lines = text(output.body);
  for (const write of writes) output.stdout.write(write);
  await output.finish(0);
  const records = (await lines)
    .trimEnd()
    .split('\n')
    .map((line) => recordSchema.parse(JSON.parse(line)));
  return Buffer.concat(
    records.map(({ stdout = '', stdoutBytes = '' }) =>
      stdout === '' ? Buffer.from(stdoutBytes, 'base64') : Buffer.from(stdout),
    ),
  );
}

it('hands on any bytes as they are: text, files, half a character', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(fc.uint8Array(), fc.string({ unit: 'binary' }))), async (writes) => {
      const pieces = writes.map((write) => Buffer.from(write as string));
      expect(await received(pieces)).toEqual(Buffer.concat(pieces));
    }),
    { numRuns: 25 },
  );
  const file = randomBytes(200_001);
  expect(await received([file])).toEqual(file);
});
