// The lines of a labelled file, plain or gzipped, parsed one by one.
import type { Readable } from 'node:stream';
import { readLines } from '../collectors/file/lines.ts';
import { openFile } from '../collectors/file/open.ts';
import type { Line } from './tasks.ts';

/** Empty lines are left out; one that is not JSON carries its problem. */
export async function* readLabelled(
  from: { path: string } | { input: Readable; name: string },
): AsyncGenerator<Line> {
  const file = await openFile(from);
  for await (const lines of readLines(file.chunks)) {
    for (const { number, bytes, problem } of lines) {
      if (problem !== undefined) yield { line: number, value: undefined, problem };
      else if (bytes.length > 0) yield { line: number, ...parseJson(bytes.toString('utf8')) };
    }
  }
}

function parseJson(text: string): Omit<Line, 'line'> {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { value: undefined, problem: 'it is not JSON' };
  }
}
