// What people corrected, as lines that training and evaluation read: text with the label that a person gave.
import type { City } from '../config.ts';
import type { Store } from '../store/client.ts';
import type { Corrections } from '../store/correct-posts.ts';
import type { KeptCorrection } from '../store/corrections.ts';
import { postColumns, type StoredRow } from '../store/row.ts';
import { readStoredRows } from '../store/stored-rows.ts';
import { chunks } from '../store/tombstones.ts';
import { allowedUse } from '../terms.ts';

/** `text` is missing where the source's terms let no text leave; `label` is the sentiment that a person gave, if they did. */
export interface CorrectionLine {
  source: string;
  id: string;
  lang: string;
  text?: string;
  label?: string;
  topics?: KeptCorrectionTags['topics'];
  place?: string;
  intent?: string;
  relevance?: string;
}
type KeptCorrectionTags = NonNullable<KeptCorrection['correction']>;

const batchSize = 500;
const columnOf = (row: StoredRow) => {
  const values = JSON.parse(row.line) as unknown[];
  return (name: (typeof postColumns)[number]) => String(values[postColumns.indexOf(name)]);
};

function lineOf(row: StoredRow, { sentiment, ...rest }: KeptCorrectionTags): CorrectionLine {
  const column = columnOf(row);
  const mayLeave = allowedUse(row.source, 'export') === 'full';
  const text = [column('title'), column('text')].filter((part) => part !== '').join('\n');
  return {
    ...{ source: row.source, id: row.id, lang: column('lang') },
    ...(mayLeave && { text }),
    ...(sentiment && { label: sentiment }),
    ...rest,
  };
}

/** A batch of lines at a time, the newest corrections first; posts that are no longer stored have none. */
export async function* exportCorrections(
  { store, corrections }: { store: Store; corrections: Corrections },
  city: City,
): AsyncGenerator<CorrectionLine[]> {
  const kept = await corrections.list(city.id);
  for (const batch of chunks(kept, batchSize)) {
    const rows = await readStoredRows(store.pages, city, batch);
    const byKey = new Map(rows.map((row) => [`${row.source}\n${row.id}`, row]));
    yield batch.flatMap(({ source, id, correction }) => {
      const row = byKey.get(`${source}\n${id}`);
      return row && correction ? [lineOf(row, correction)] : [];
    });
  }
}
