// A correction from its saying to its showing: kept first, then the post's row is written anew. Killed in between, it is pending, and
// whoever keeps the figures in step writes the row.
import { type Correction, type CorrectionRequest, mergeCorrection } from '../correction.ts';
import type { Store } from './client.ts';
import {
  createCorrectionTable,
  findCorrections,
  type KeptCorrection,
  type PendingCorrection,
  readTags,
} from './corrections.ts';
import { type RowCity, readStoredRows } from './stored-rows.ts';
import { keyText } from './tombstones.ts';
import type { Writer } from './writer.ts';

export interface Corrections {
  /**
   * Keeps what a person said, and writes the post's row with it; the day is marked. Resolves with all that stands now (empty
   * after an undo), or undefined when there is no such post. After TransientError it may be kept already: saying it again is safe.
   */
  correct(city: RowCity, request: CorrectionRequest): Promise<Correction | undefined>;
  list(city: string): Promise<KeptCorrection[]>;
  /** Writes the rows of corrections that were kept by a process that ended before it wrote them. */
  finishPending(cityOf: (id: string) => Promise<RowCity>): Promise<void>;
}

/** One per process: corrections of the same post are made one after another. */
export function createCorrections(store: Store, writer: Writer): Corrections {
  const table = createCorrectionTable(store.writer);
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const turn = last.then(task);
    last = turn.catch(() => {});
    return turn;
  };
  /** The writer puts over the row what is kept; only then is the correction no longer pending. */
  async function rewrite(city: RowCity, pending: PendingCorrection): Promise<void> {
    await writer.write(await readStoredRows(store.writer, city, [pending]));
    await table.finish(pending);
  }

  async function correct(city: RowCity, request: CorrectionRequest): Promise<Correction | undefined> {
    const key = { city: city.id, source: request.source, id: request.id };
    const rows = await readStoredRows(store.writer, city, [key]);
    if (rows.length === 0) return undefined;
    const earlier = (await findCorrections(store.writer, [key])).get(keyText(key)) ?? '';
    const correction = mergeCorrection(readTags(earlier), request);
    await rewrite(city, await table.put(key, correction));
    return correction ?? {};
  }

  return {
    correct: (city, request) => inTurn(() => correct(city, request)),
    list: (city) => table.list(city),
    finishPending: async (cityOf) => {
      for (const pending of await table.pending()) {
        const city = await cityOf(pending.city);
        await inTurn(() => rewrite(city, pending));
      }
    },
  };
}
