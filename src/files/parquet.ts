// Rows as Parquet, group by group, with types of their own: instants are timestamps in UTC, lists are lists.
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { instantOf } from './instant.ts';

export interface ParquetColumn {
  name: string;
  /** `instant`: milliseconds since 1970, stored as a timestamp in UTC */
  type: 'text' | 'texts' | 'integer' | 'number' | 'truth' | 'instant';
}

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];
/** Values in the order of the columns; undefined and null are nothing. */
export type ParquetRow = readonly unknown[];

const logical = { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' } as const;

function elementsOf({ name, type }: ParquetColumn): SchemaElement[] {
  const optional = { name, repetition_type: 'OPTIONAL' } as const;
  switch (type) {
    case 'text':
      return [{ ...optional, type: 'BYTE_ARRAY', converted_type: 'UTF8' }];
    case 'integer':
      return [{ ...optional, type: 'INT64' }];
    case 'number':
      return [{ ...optional, type: 'DOUBLE' }];
    case 'truth':
      return [{ ...optional, type: 'BOOLEAN' }];
    case 'instant':
      return [{ ...optional, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS', logical_type: logical }];
    case 'texts':
      return [
        { ...optional, num_children: 1, converted_type: 'LIST' },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { name: 'element', repetition_type: 'OPTIONAL', type: 'BYTE_ARRAY', converted_type: 'UTF8' },
      ];
  }
}

function storedAs(value: unknown, { type }: ParquetColumn): unknown {
  if (value === undefined || value === null) return null;
  if (type === 'instant') return new Date(value as number);
  return type === 'integer' ? BigInt(value as number) : value;
}

/** The bytes of the file as they come: one group of rows per batch, so that no more than a batch is in memory. */
export async function* writeParquet(
  columns: readonly ParquetColumn[],
  batches: AsyncIterable<readonly ParquetRow[]> | Iterable<readonly ParquetRow[]>,
  metadata: Readonly<Record<string, string>> = {},
): AsyncGenerator<Uint8Array> {
  const bytes = new ByteWriter(1024 * 1024);
  const schema: SchemaElement[] = [
    { name: 'root', num_children: columns.length },
    ...columns.flatMap(elementsOf),
  ];
  const kvMetadata = Object.entries(metadata).map(([key, value]) => ({ key, value }));
  const writer = new ParquetWriter({ writer: bytes, schema, kvMetadata, createdBy: 'Earshot' });
  const take = () => {
    const taken = bytes.getBytes().slice();
    bytes.index = 0;
    return taken;
  };
  for await (const rows of batches) {
    if (rows.length === 0) continue;
    const columnData = columns.map((column, at) => ({
      name: column.name,
      data: rows.map((row) => storedAs(row[at], column)),
    }));
    await writer.write({ columnData, rowGroupSize: rows.length });
    yield take();
  }
  await writer.finish();
  yield take();
}

type Fields = Record<string, unknown>;

/** The narrowest type that holds every value; what has several kinds of values is told as text. */
function typeOf(values: readonly unknown[]): ParquetColumn['type'] {
  const given = values.filter((value) => value !== undefined && value !== null);
  if (given.length === 0) return 'text';
  if (given.every((value) => typeof value === 'boolean')) return 'truth';
  if (given.every((value) => typeof value === 'number'))
    return given.every((value) => Number.isSafeInteger(value)) ? 'integer' : 'number';
  if (given.every((value) => typeof value === 'string' && instantOf(value) !== undefined)) return 'instant';
  const areTexts = (value: unknown) =>
    Array.isArray(value) && value.every((member) => typeof member === 'string');
  return given.every(areTexts) ? 'texts' : 'text';
}

function toType(value: unknown, type: ParquetColumn['type']): unknown {
  if (value === undefined || value === null) return null;
  if (type === 'instant') return instantOf(value as string);
  return type === 'text' && typeof value !== 'string' ? JSON.stringify(value) : value;
}

/** Nested fields become columns named `outer.inner`, as in CSV; lists of anything but text become JSON. */
function flatten(row: object, prefix = ''): Fields {
  const flat: Fields = {};
  for (const [name, value] of Object.entries(row)) {
    const isNested = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (isNested) Object.assign(flat, flatten(value, `${prefix}${name}.`));
    else flat[prefix + name] = value;
  }
  return flat;
}

/** Any rows as one file; the types are those of their values. */
export async function renderParquet(rows: readonly object[]): Promise<Buffer> {
  const flat = rows.map((row) => flatten(row));
  const names = [...new Set(flat.flatMap((row) => Object.keys(row)))];
  const columns = names.map((name) => ({ name, type: typeOf(flat.map((row) => row[name])) }));
  // Without a column there is no file: an empty answer still says that it is one.
  const shown = columns.length > 0 ? columns : [{ name: 'nothing', type: 'text' as const }];
  const values = flat.map((row) => columns.map(({ name, type }) => toType(row[name], type)));
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeParquet(shown, [values])) chunks.push(chunk);
  return Buffer.concat(chunks);
}
