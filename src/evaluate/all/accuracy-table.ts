// The figures as Markdown, and their place in a page between two marks.
import type { Cell, Group, Row } from './group.ts';
import type { AllFigures } from './run-all.ts';

export const marks = {
  start: '<!-- figures: made by `earshot evaluate all`; what stands between these marks is replaced -->',
  end: '<!-- end of figures -->',
};

const minus = (text: string) => text.replaceAll('-', '−');

function shown({ value, interval }: Cell, format: Row['format']): string {
  if (format === 'rate') return Math.round(value).toLocaleString('en-US');
  const figure = (each: number) => minus(format === 'error' ? each.toFixed(3) : (100 * each).toFixed(1));
  return interval ? `${figure(value)} (${figure(interval[0])}–${figure(interval[1])})` : figure(value);
}

function table({ rows }: Group): string[] {
  const programs = [...new Set(rows.flatMap(({ cells }) => Object.keys(cells)))];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(['', 'n', ...programs]),
    line(['---', '--:', ...programs.map(() => '--:')]),
    ...rows.map(({ what, n, format, cells }) =>
      line([
        what.replaceAll('|', '\\|'),
        n.toLocaleString('en-US'),
        ...programs.map((program) => (cells[program] ? shown(cells[program], format) : '–')),
      ]),
    ),
  ];
}

/** Text that ends with a line break. */
export function accuracyTables({ date, enricherVersion, machine, groups }: AllFigures): string {
  const head = `Measured on ${date} with enricher version ${enricherVersion} on ${machine}. In per cent with their 95% interval; errors as parts of one.`;
  const parts = groups.flatMap((group) => [`### ${group.title}`, '', group.about, '', ...table(group), '']);
  return `${[head, '', ...parts].join('\n').trimEnd()}\n`;
}

/** The page with what is between its marks replaced; a page without marks gets them at its end. */
export function placeTables(page: string, tables: string): string {
  const block = `${marks.start}\n\n${tables}\n${marks.end}`;
  const start = page.indexOf(marks.start);
  const end = page.indexOf(marks.end, start);
  if (start >= 0 && end >= 0) return page.slice(0, start) + block + page.slice(end + marks.end.length);
  return `${page.trimEnd()}${page.trim() === '' ? '' : '\n\n'}${block}\n`;
}
