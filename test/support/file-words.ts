// What a file says to its reader: workbooks and Parquet are packed, so that a search of their bytes would find nothing.
import { parquetReadObjects } from 'hyparquet';
import readSheets from 'read-excel-file/node';

/** The text of a file by the ending of its name; of packed ones every cell, as JSON. */
export async function wordsIn(name: string, content: string | Uint8Array): Promise<string> {
  const bytes = Buffer.from(content as Uint8Array);
  if (name.endsWith('.xlsx')) return JSON.stringify(await readSheets(bytes));
  if (!name.endsWith('.parquet')) return bytes.toString('utf8');
  const rows = await parquetReadObjects({ file: Uint8Array.from(bytes).buffer });
  return JSON.stringify(rows, (_key, value) => (typeof value === 'bigint' ? String(value) : value));
}
