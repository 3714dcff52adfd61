import fc from 'fast-check';
import { parquetMetadata, parquetReadObjects, parquetSchema } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { renderParquet, writeParquet } from './parquet.ts';

/** By another library than the one that wrote it. */
const read = (bytes: Uint8Array) => {
  const file = new Uint8Array(bytes).buffer;
  return parquetReadObjects({ file });
};

describe('Parquet', () => {
  it('keeps types: whole numbers, fractions, truths, instants, texts, lists', async () => {
    const row = {
      n: 3,
      share: 0.25,
      official: true,
      time: '2026-03-01T00:30:00-06:00',
      day: '2026-03-01',
      topics: ['roads', 'transit'],
      change: { by: -2, unlikely: false },
      mixed: [{ id: 'roads' }],
    };
    const bytes = await renderParquet([row, { n: 4 }]);
    expect(await read(bytes)).toEqual([
      {
        n: 3n,
        share: 0.25,
        official: true,
        time: new Date('2026-03-01T06:30:00Z'),
        day: '2026-03-01',
        topics: ['roads', 'transit'],
        'change.by': -2n,
        'change.unlikely': false,
        mixed: '[{"id":"roads"}]',
      },
      {
        n: 4n,
        share: null,
        official: null,
        time: null,
        day: null,
        topics: undefined,
        'change.by': null,
        'change.unlikely': null,
        mixed: null,
      },
    ]);
  });

  it('holds any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), async (texts) => {
        const bytes = await renderParquet(texts.map((text) => ({ text: `.${text}`, list: [text, ''] })));
        expect(await read(bytes)).toEqual(texts.map((text) => ({ text: `.${text}`, list: [text, ''] })));
      }),
      { numRuns: 40 },
    );
  });

  it('is written batch by batch, whatever their sizes', async () => {
    const columns = [
      { name: 'n', type: 'integer' },
      { name: 'words', type: 'texts' },
    ] as const;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(5), { maxLength: 6 }), async (sizes) => {
        let n = 0;
        const batches = sizes.map((size) => Array.from({ length: size }, () => [n++, [`w${n}`]]));
        const chunks: Uint8Array[] = [];
        for await (const chunk of writeParquet(columns, batches, { made: 'by a test' })) chunks.push(chunk);
        const file = Buffer.concat(chunks);
        const rows = (await read(file)) as { n: bigint }[];
        expect(rows.map((row) => Number(row.n))).toEqual(batches.flat().map(([at]) => at));
      }),
      { numRuns: 30 },
    );
  });

  it('of nothing is a file without rows', async () => {
    const bytes = await renderParquet([]);
    const file = new Uint8Array(bytes).buffer;
    expect(parquetMetadata(file).num_rows).toBe(0n);
    expect(parquetSchema(parquetMetadata(file)).children.map(({ element }) => element.name)).toEqual([
      'nothing',
    ]);
  });
});
