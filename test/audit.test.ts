// The audit of relevance: what was dropped is counted and sampled, people label, and the figures follow; deletions reach the sample.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { RelevanceFigures, Strata } from '../src/audit/relevance.ts';
import { keepDropped, toDropped } from '../src/store/dropped-posts.ts';
import { putLabels, readStrata, sampleDecisions } from '../src/store/relevance-audit.ts';
import { deletePosts } from '../src/store/tombstones.ts';
import { openTestStore, springfield, type TestStore } from './support/clickhouse.ts';
import { makePost } from './support/clickhouse-posts.ts';
import { createInstallation, type Installation } from './support/installation.ts';

describe('earshot audit relevance', () => {
  let here: Installation;
  beforeAll(async () => {
    here = await createInstallation();
    const at = (n: number) => new Date(Date.UTC(2026, 2, 1, 12) + n * 60_000).toISOString();
    const lines = Array.from({ length: 40 }, (_, n) => {
      const text = n % 4 === 0 ? `Portside has a new bench, number ${n}` : `A recipe for soup, number ${n}`;
      return JSON.stringify({ id: `a${n}`, createdAt: at(n), text });
    });
    const file = await here.write('posts.jsonl', lines.join('\n'));
    const { code, stderr } = await here.run(['import', file, '--filter', '--city', here.city]);
    expect(code, stderr).toBe(0);
  });
  afterAll(() => here[Symbol.asyncDispose]());

  const period = ['--from', '2026-03-01', '--to', '2026-03-02'];
  const audit = (...args: string[]) =>
    here.run(['audit', 'relevance', ...period, '--city', here.city, ...args]);
  const figures = async () =>
    JSON.parse((await audit('--limit', '0', '--format', 'json')).stdout) as {
      strata: Strata;
      figures: RelevanceFigures;
    };

  it('counts what was dropped, and gives a file to label that does not say what was decided', async () => {
    const { strata } = await figures();
    expect(strata.keep).toEqual({ size: 10, labelled: 0, relevant: 0 });
    expect(strata.drop.size).toBe(30);
    const { stdout, code } = await audit('--limit', '100', '--format', 'jsonl');
    expect(code).toBe(0);
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows.filter(({ text }) => String(text).startsWith('Portside'))).toHaveLength(10);
    expect(rows.some(({ text }) => String(text).startsWith('A recipe'))).toBe(true);
    expect(stdout).not.toMatch(/drop|keep/);
    expect(rows[0]).toMatchObject({ relevant: null });
  });

  it('takes labels of a file, and says how right relevance is', async () => {
    const { stdout } = await audit('--limit', '5', '--format', 'jsonl');
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; text: string });
    const labels = rows.map((row) => JSON.stringify({ ...row, relevant: row.text.startsWith('Portside') }));
    const file = await here.write(
      'labels.jsonl',
      [...labels, '{"source":"file","id":"nobody","relevant":true}'].join('\n'),
    );
    const stored = await audit('--label', file);
    expect(stored.code, stored.stderr).toBe(0);
    expect(stored.stderr).toContain(`${labels.length} labels stored, 1 left out`);
    expect(stored.stdout).toContain('precision of what is kept');
    const { strata, figures: measured } = await figures();
    expect(strata.keep).toEqual({ size: 10, labelled: 5, relevant: 5 });
    expect(measured.precision).toMatchObject({ value: 1, high: 1 });
    expect(measured.recall.value).toBe(1);
    expect(measured.recall.low).toBeLessThan(1);
    // What was labelled is not asked again.
    const next = (await audit('--limit', '100', '--format', 'jsonl')).stdout;
    for (const { id } of rows) expect(next).not.toContain(`"${id}"`);
  });

  it('refuses a file that holds no labels, naming its lines', async () => {
    const file = await here.write('wrong.jsonl', '{"source":"file"}\nnot json\n');
    const { code, stderr } = await audit('--label', file);
    expect(code).toBe(2);
    expect(stderr).toContain('line 1');
    expect(stderr).toContain('line 2');
    expect((await audit('--label', 'interactive')).stderr).toContain('nobody to ask');
  });
});

describe('the sample of what was dropped', () => {
  let test: TestStore;
  beforeAll(async () => {
    test = await openTestStore('embedded');
  });
  afterAll(() => test[Symbol.asyncDispose]());

  const nowIso = new Date().toISOString();
  const dropped = (id: string) =>
    toDropped(
      makePost({
        id,
        createdAt: nowIso,
        collectedAt: nowIso,
        author: 'f'.repeat(32),
        relevance: { decision: 'drop', score: 0.1, reason: 'nothing names the city' },
      }),
      springfield.timezone,
    )!;
  const period = { fromMs: Date.now() - 5 * 86_400_000, toMs: Date.now() + 86_400_000 };
  const sample = () => sampleDecisions(test.store, springfield, period, 1_000);

  it('holds few posts of a day, the same ones in any order, and no author', async () => {
    const posts = Array.from({ length: 300 }, (_, n) => dropped(`d${n}`));
    await keepDropped(test.store, posts.slice(0, 200));
    await keepDropped(test.store, posts.slice(100).reverse());
    const first = await sample();
    expect(first.length).toBeGreaterThan(10);
    expect(first.length).toBeLessThanOrEqual(20);
    await keepDropped(test.store, posts);
    expect(await sample()).toEqual(first);
    expect((await readStrata(test.store, springfield, period)).drop.size).toBe(300);
    const everything = await test.store.pages.rows(z.unknown(), 'SELECT * FROM relevance_sample');
    expect(JSON.stringify(everything)).not.toContain('f'.repeat(32));
  });

  it('loses a post that is deleted, and does not take it back', async () => {
    const [gone] = await sample();
    await deletePosts(test.store, springfield, [gone!]);
    await keepDropped(test.store, [dropped(gone!.id)]);
    const sql = 'SELECT id FROM relevance_sample WHERE id = {id:String}';
    expect(await test.store.pages.rows(z.unknown(), sql, { id: gone!.id })).toEqual([]);
    expect(await putLabels(test.store, springfield, [{ ...gone!, relevant: true }])).toHaveLength(1);
  });

  it('keeps nothing that its source lets nobody keep', () => {
    const post = makePost({ createdAt: nowIso, collectedAt: nowIso });
    const short = toDropped(post, 'UTC', { retentionDays: 1 })!;
    // Thirty days after this, the sample ends.
    expect(short.keptAtMs + 30 * 86_400_000).toBe(Date.parse(nowIso) + 86_400_000);
  });
});
