import fc from 'fast-check';
import readSheets from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { writeWorkbook } from './workbook.ts';

const madeAtMs = Date.parse('2026-11-16T12:00:00Z');

/** By another library than the one that wrote it. */
async function reread(rows: (string | number | boolean | Date | null)[][], mostRows?: number) {
  const columns = rows[0]!.map((_, index) => ({ header: `c${index}` }));
  const bytes = await writeWorkbook([{ name: 'Rows', columns, rows }], { title: 'T', madeAtMs, mostRows });
  return readSheets(Buffer.from(bytes), { trim: false });
}

describe('a workbook', () => {
  it('keeps numbers, truths, dates and text as what they are', async () => {
    const date = new Date('2026-11-09T00:00:00Z');
    const columns = [
      { header: 'n' },
      { header: 't' },
      { header: 'b' },
      { header: 'd', format: 'yyyy-mm-dd' },
    ];
    const sheet = { name: 'Rows', columns, rows: [[0.1 + 0.2, '00123', true, date]] };
    const bytes = await writeWorkbook([sheet], { title: 'T', madeAtMs });
    const [read] = await readSheets(Buffer.from(bytes));
    expect(read).toEqual({
      sheet: 'Rows',
      data: [
        ['n', 't', 'b', 'd'],
        [0.1 + 0.2, '00123', true, date],
      ],
    });
  });

  it.each(['=1+1', '+1', '-1+cmd', '@SUM(A1)', ' =1', '＝1+1', '=HYPERLINK("x")'])(
    'calculates nothing of %j',
    async (text) => {
      const [read] = await reread([[text]]);
      expect(read!.data[1]).toEqual([text]);
    },
  );

  it('holds any text, also what XML cannot', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async (text) => {
        const [read] = await reread([[`x${text}x`]]);
        expect(typeof read!.data[1]![0]).toBe('string');
      }),
      { numRuns: 50 },
    );
    const [read] = await reread([['a\u0000b\ud800c\u202ed'], ['é'.repeat(100_000)]]);
    expect(read!.data[1]).toEqual(['a\ufffdb\ufffdc\ufffdd']);
    expect((read!.data[2]![0] as string).length).toBe(32_767);
  });

  it('goes on in another sheet where one is full', async () => {
    const sheets = await reread([[1], [2], [3], [4], [5]], 3);
    expect(sheets.map(({ sheet, data }) => [sheet, data.length])).toEqual([
      ['Rows', 3],
      ['Rows (2)', 3],
      ['Rows (3)', 2],
    ]);
    expect(sheets[2]!.data).toEqual([['c0'], [5]]);
  });

  it('is the same bytes again', async () => {
    const sheet = { name: 'Rows', columns: [{ header: 'a' }], rows: [['x'], [1]] };
    const [one, two] = [
      await writeWorkbook([sheet], { title: 'T', madeAtMs }),
      await writeWorkbook([sheet], { title: 'T', madeAtMs }),
    ];
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
  });
});
