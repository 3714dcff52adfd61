import { describe, expect, it } from 'vitest';
import { type WalkState, walkBack } from './walk.ts';

interface Entry {
  id: string;
  at: number;
}

/** Two entries a page, the newest first; a token is the id to go on after. */
const walkOver = (list: Entry[], state: WalkState) =>
  walkBack<Entry>({
    ...{ state, start: 0, keyOf: ({ id }) => id, timeOf: ({ at }) => at },
    async read(token) {
      const newest = list.toSorted((a, b) => b.at - a.at);
      const from = token === undefined ? 0 : newest.findIndex(({ id }) => id === token) + 1;
      const entries = newest.slice(from, from + 2);
      return { entries, next: from + 2 < newest.length ? entries.at(-1)!.id : undefined };
    },
  });

async function idsOf(pages: AsyncGenerator<Entry[]>): Promise<string[]> {
  const ids: string[] = [];
  for await (const page of pages) ids.push(...page.map(({ id }) => id));
  return ids;
}

const entry = (at: number): Entry => ({ id: `e${at}`, at });

describe('a walk', () => {
  it('that was interrupted is gone on with, and brings what came since in the same run', async () => {
    const list = [1, 2, 3, 4, 5].map(entry);
    const state: WalkState = {};
    const first = await walkOver(list, state).next();
    expect(first.value).toEqual([entry(5), entry(4)]);
    list.push(entry(6), entry(7));
    expect(await idsOf(walkOver(list, state))).toEqual(['e3', 'e2', 'e1', 'e7', 'e6']);
    expect(await idsOf(walkOver(list, state))).toEqual([]);
  });

  it('hands on an entry whose time cannot be read', async () => {
    const odd = { id: 'odd', at: Number.NaN };
    expect(await idsOf(walkOver([odd], {}))).toEqual(['odd']);
  });
});
