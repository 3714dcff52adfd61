// What changes while the program runs: cursors, the coverage ledger, import runs, dirty days. Small tables, read with
// FINAL, written and awaited.
import { z } from 'zod';
import type { Store } from './client.ts';
import { type CoverageLedger, createCoverageLedger } from './coverage-ledger.ts';
import { type CityDay, markDirty } from './dirty.ts';
import { createRates, type Rates } from './rates.ts';
import { createSpending, type Spending } from './spending.ts';
import { createTableVersions } from './table-versions.ts';
import { findDeleted, keyText } from './tombstones.ts';

export interface State {
  cursor: {
    /** undefined when nothing was saved */
    get(city: string, source: string, name?: string): Promise<unknown>;
    put(city: string, source: string, value: unknown, name?: string): Promise<void>;
  };
  coverage: CoverageLedger;
  run: {
    get(city: string, run: string): Promise<unknown>;
    put(city: string, run: string, value: unknown): Promise<void>;
  };
  spending: Spending;
  rates: Rates;
  dirty: { mark(days: readonly CityDay[]): Promise<number> };
  deleted: { has(city: string, source: string, id: string): Promise<boolean> };
}

const valueRow = z.object({ value: z.string() });
const storedValue = (rows: { value: string }[]): unknown => (rows[0] ? JSON.parse(rows[0].value) : undefined);

function createCursor(store: Store): State['cursor'] {
  const nextVersion = createTableVersions(store.writer, 'state_cursor');
  const columns = ['city', 'source', 'name', 'value', 'version'];
  return {
    get: async (city, source, name = '') =>
      storedValue(
        await store.writer.rows(
          valueRow,
          `SELECT value FROM state_cursor FINAL
           WHERE city = {city:String} AND source = {source:String} AND name = {name:String}`,
          { city, source, name },
        ),
      ),
    put: async (city, source, value, name = '') => {
      const line = JSON.stringify([city, source, name, JSON.stringify(value ?? null), await nextVersion()]);
      await store.writer.insert('state_cursor', columns, [line]);
    },
  };
}

function createRun(store: Store): State['run'] {
  const nextVersion = createTableVersions(store.writer, 'state_run');
  return {
    get: async (city, run) =>
      storedValue(
        await store.writer.rows(
          valueRow,
          'SELECT value FROM state_run FINAL WHERE city = {city:String} AND run = {run:String}',
          { city, run },
        ),
      ),
    put: async (city, run, value) => {
      const line = JSON.stringify([city, run, JSON.stringify(value ?? null), await nextVersion()]);
      await store.writer.insert('state_run', ['city', 'run', 'value', 'version'], [line]);
    },
  };
}

/** Typed access to the state tables of a store. Every put is confirmed before it resolves. */
export function createState(store: Store): State {
  return {
    cursor: createCursor(store),
    coverage: createCoverageLedger(store),
    run: createRun(store),
    spending: createSpending(store),
    rates: createRates(store),
    dirty: { mark: (days) => markDirty(store.writer, days) },
    deleted: {
      has: async (city, source, id) => {
        const key = { city, source, id };
        return (await findDeleted(store.writer, [key])).has(keyText(key));
      },
    },
  };
}
