// Lines of a CSV → records. Where a record ends is found here, so that a quote that is never closed costs one line and
// not the rest of the file; what is in a record is csv-parse's to say.
import { type CsvError, parse } from 'csv-parse/sync';
import { type Line, maxLineBytes } from './lines.ts';

export interface CsvRecord {
  /** number of its first line */
  line: number;
  fields: Buffer[];
  problem?: string;
}

const quote = 34;

/**
 * How the quotes of a line leave its last field. A field is quoted when it begins with a quote. `broken`: the quote
 * that ends a field of several lines has text behind it, so the field was most likely never meant to go on.
 */
function stateAfter(bytes: Buffer, delimiter: number, wasOpen: boolean): 'open' | 'closed' | 'broken' {
  let isOpen = wasOpen;
  let isInherited = wasOpen;
  if (bytes.indexOf(quote) === -1) return isOpen ? 'open' : 'closed';
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== quote) continue;
    if (isOpen && bytes[at + 1] === quote) at++;
    else if (isOpen) {
      if (isInherited && at + 1 < bytes.length && bytes[at + 1] !== delimiter) return 'broken';
      isOpen = false;
      isInherited = false;
    } else isOpen = at === 0 || bytes[at - 1] === delimiter;
  }
  return isOpen ? 'open' : 'closed';
}

/** Groups lines into records; a record that never ends is given up after its first line. */
async function* groupLines(lines: AsyncGenerator<Line[]>, delimiter: number): AsyncGenerator<Line[]> {
  let open: Line[] = [];
  let openBytes = 0;
  const group = function* (incoming: readonly Line[]): Generator<Line> {
    for (const line of incoming) {
      if (line.problem) {
        yield* giveUpAll();
        yield line;
        continue;
      }
      const state = stateAfter(line.bytes, delimiter, open.length > 0);
      if (open.length === 0 && state === 'closed') {
        yield line;
        continue;
      }
      open.push(line);
      openBytes += line.bytes.length + 1;
      if (state === 'broken') yield* giveUp();
      else if (state === 'closed') yield join();
      else if (openBytes > maxLineBytes) yield* giveUp();
    }
  };
  const join = (): Line => {
    const parts = open.flatMap(({ bytes }, index) => (index === 0 ? [bytes] : [Buffer.from('\n'), bytes]));
    const joined = { number: open[0]!.number, bytes: Buffer.concat(parts) };
    open = [];
    openBytes = 0;
    return joined;
  };
  // The first line alone is lost; those after it are read again as if it had not been.
  const giveUp = function* (): Generator<Line> {
    const [first, ...rest] = open;
    if (!first) return;
    open = [];
    openBytes = 0;
    yield { number: first.number, bytes: Buffer.alloc(0), problem: 'a quote in this line is never closed' };
    yield* group(rest);
  };
  const giveUpAll = function* (): Generator<Line> {
    while (open.length > 0) yield* giveUp();
  };
  try {
    for await (const incoming of lines) {
      const records = [...group(incoming)];
      if (records.length > 0) yield records;
    }
  } catch (error) {
    if (open.length > 0) yield [...giveUpAll()];
    throw error;
  }
  if (open.length > 0) yield [...giveUpAll()];
}

function parseAll(bytes: Buffer, delimiter: string): Buffer[][] {
  const options = {
    delimiter,
    encoding: null,
    relax_quotes: true,
    relax_column_count: true,
    record_delimiter: '\n',
  } as const;
  return parse(bytes, options) as unknown as Buffer[][];
}

function parseOne({ number, bytes }: Line, delimiter: string): CsvRecord {
  try {
    const records = parseAll(bytes, delimiter);
    if (records.length === 1) return { line: number, fields: records[0]! };
    return { line: number, fields: [], problem: 'the quotes of this record do not match' };
  } catch (error) {
    const code = (error as CsvError).code ?? 'no CSV';
    return { line: number, fields: [], problem: `the record cannot be read (${code})` };
  }
}

function parseMany(lines: Line[], delimiter: string): CsvRecord[] {
  if (lines.every(({ problem }) => problem === undefined)) {
    try {
      const newline = Buffer.from('\n');
      const records = parseAll(Buffer.concat(lines.flatMap(({ bytes }) => [bytes, newline])), delimiter);
      if (records.length === lines.length)
        return records.map((fields, index) => ({ line: lines[index]!.number, fields }));
    } catch {
      // One of them is broken: each is tried alone.
    }
  }
  return lines.map((line) =>
    line.problem ? { line: line.number, fields: [], problem: line.problem } : parseOne(line, delimiter),
  );
}

/** Records in bunches; empty lines are none. */
export async function* readCsv(
  lines: AsyncGenerator<Line[]>,
  delimiter: string,
): AsyncGenerator<CsvRecord[]> {
  for await (const records of groupLines(lines, delimiter.charCodeAt(0))) {
    const full = records.filter(({ bytes, problem }) => problem !== undefined || bytes.length > 0);
    if (full.length > 0) yield parseMany(full, delimiter);
  }
}

/** The delimiter that the first line has most of, outside quotes. */
export function guessDelimiter(head: string): string {
  const line = head
    .replace(/^\s+/, '')
    .split('\n', 1)[0]!
    .replace(/"[^"]*"/g, '');
  const counted = [',', ';', '\t', '|'].map((delimiter) => ({
    delimiter,
    count: line.split(delimiter).length,
  }));
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}
