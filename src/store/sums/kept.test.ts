import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKept, freeze } from './kept.ts';

describe('createKept', () => {
  it('keeps what was used last, and never more than it may', () => {
    const step = fc.record({
      what: fc.constantFrom('set', 'set', 'get', 'delete'),
      key: fc.constantFrom('a', 'b', 'c', 'd', 'e', '__proto__', 'constructor'),
      bytes: fc.nat({ max: 2_000 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const most = 3_000;
        const kept = createKept<number>(most);
        // the last used is the last
        let model: { key: string; value: number; bytes: number }[] = [];
        for (const [value, { what, key, bytes }] of steps.entries()) {
          const known = model.find((entry) => entry.key === key);
          if (what === 'get') expect(kept.get(key)).toBe(known?.value);
          if (what === 'set') kept.set(key, value, bytes);
          if (what === 'delete') kept.delete(key);
          if (what === 'get' && !known) continue;
          model = model.filter((entry) => entry !== known);
          if (what === 'get') model.push(known!);
          if (what === 'set') model.push({ key, value, bytes: bytes + 200 + 2 * key.length });
          const sum = () => model.reduce((total, entry) => total + entry.bytes, 0);
          while (sum() > most) model.shift();
          expect(kept.bytes()).toBe(sum());
        }
        for (const key of ['a', 'b', 'c', 'd', 'e', '__proto__', 'constructor'])
          expect(kept.get(key)).toBe(model.find((entry) => entry.key === key)?.value);
        kept.clear();
        expect(kept.bytes()).toBe(0);
      }),
    );
  });
});

describe('freeze', () => {
  it('freezes all the way down', () => {
    const rows = [{ name: 'roads', counts: [1, [2]], by: { a: 1, constructor: null } }];
    freeze(rows);
    expect(() => rows.push(rows[0]!)).toThrow(TypeError);
    expect(() => ((rows[0]!.counts[1] as number[])[0] = 3)).toThrow(TypeError);
    expect(() => (rows[0]!.by.a = 2)).toThrow(TypeError);
  });

  it('counts bytes by what is there', () => {
    const row = () => ({ term: 'a'.repeat(100), n: 1 });
    const [one, thousand] = [freeze([row()]), freeze(Array.from({ length: 1_000 }, row))];
    expect(one).toBeGreaterThan(200);
    expect(thousand).toBeGreaterThan(250_000);
    expect(thousand).toBeLessThan(500_000);
    expect(freeze([{ text: '😀'.repeat(100_000) }])).toBeGreaterThan(400_000);
  });
});
