// A city's own list of streets, landmarks and stations as CSV: name, and as far as known kind, aliases, lat, lon, …
import { parse } from 'csv-parse/sync';
import type { z } from 'zod';
import { suggestion } from './nearest.ts';
import type { Problem } from './problem.ts';
import { placeSchema } from './profile.ts';

export type ListedPlace = z.output<typeof placeSchema> & { problem: (expected: string) => Problem };

const columns = ['id', 'name', 'kind', 'aliases', 'lat', 'lon', 'neighbourhood'] as const;

/** Reads the text of a gazetteer file; its first line names the columns, several aliases are separated by `|`. */
export function parseGazetteer(text: string, file: string, problems: Problem[]): ListedPlace[] {
  let header: string[] = [];
  const places: ListedPlace[] = [];
  const bad = (line: number, path: string[], expected: string, value?: unknown): Problem => ({
    file, line, col: 1, path, value, expected,
  }); // biome-ignore format: one line per thought
  try {
    const records = parse(text, {
      bom: true,
      info: true,
      skip_empty_lines: true,
      relax_column_count: true,
      trim: true,
    });
    for (const { record, info } of records as unknown as { record: string[]; info: { lines: number } }[]) {
      if (header.length === 0) {
        header = record.map((name) => name.toLowerCase());
        problems.push(...checkHeader(header).map((fault) => bad(info.lines, [fault.column], fault.expected)));
        continue;
      }
      const result = placeSchema.safeParse(toPlace(header, record));
      if (result.success) {
        places.push({
          ...result.data,
          problem: (expected) => bad(info.lines, ['neighbourhood'], expected, result.data.neighbourhood),
        });
      } else {
        for (const { path, message } of result.error.issues) {
          const column = String(path[0] ?? '');
          problems.push(
            bad(info.lines, [column], message.replace(/^expected /i, ''), record[header.indexOf(column)]),
          );
        }
      }
    }
  } catch (error) {
    const line = (error as { lines?: number }).lines ?? 1;
    problems.push(bad(line, [], 'CSV: a quoted value that is closed, separated by commas'));
  }
  return places;
}

function checkHeader(header: string[]): { column: string; expected: string }[] {
  const unknown = header.filter((name) => !columns.some((column) => column === name));
  const faults = unknown.map((column) => ({
    column,
    expected: `one of the columns ${columns.join(', ')}${suggestion(column, columns)}`,
  }));
  return header.includes('name') ? faults : [...faults, { column: 'name', expected: 'a column "name"' }];
}

function toPlace(header: string[], record: string[]): Record<string, unknown> {
  const cells = header
    .map((name, index) => [name, record[index] ?? ''] as const)
    .filter(([, cell]) => cell !== '');
  const place: Record<string, unknown> = {};
  for (const [name, cell] of cells) {
    if (name === 'aliases') place.aliases = cell.split('|').map((alias) => alias.trim());
    else if (name === 'lat' || name === 'lon') place[name] = Number.isNaN(Number(cell)) ? cell : Number(cell);
    else if (columns.some((column) => column === name)) place[name] = cell;
  }
  return place;
}
