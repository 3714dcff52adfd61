// What stands above and below a table: which question it answers, and what was not collected meanwhile.

import { onOneLine } from '../../files/safe-text.ts';
import { formatTime } from './number.ts';
import type { TableOptions } from './table.ts';

interface Framed {
  query: object;
  coverage: readonly object[];
  basis: string;
  next?: string | undefined;
}

const mostGaps = 5;
/** told in the heading itself */
const headed = new Set(['city', 'from', 'to', 'previousFrom', 'usualFrom', 'timezone', 'sample', 'vs']);

export function renderFrame(answer: Framed, body: string, { color }: TableOptions): string {
  const heading = color
    ? `\u001b[1m${describeQuestion(answer.query)}\u001b[22m`
    : describeQuestion(answer.query);
  const notes = [
    ...(answer.basis === 'posts' ? ['Counted from single posts.'] : []),
    ...describeGaps(answer.coverage),
    ...(answer.next === undefined ? [] : [`There is more: --cursor ${onOneLine(answer.next)}`]),
  ];
  return `${[heading, '', body, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n')}\n`;
}

function filtersOf(asked: Record<string, unknown>): string[] {
  return Object.entries(asked)
    .filter(([name, value]) => !headed.has(name) && value !== undefined)
    .map(([name, value]) => `${name} ${String(value)}`);
}

/** `; against 2026-02-01 to 2026-03-01, place north-end` */
function describeOther({ vs }: Record<string, unknown>): string {
  if (typeof vs !== 'object' || vs === null) return '';
  const { from, to, ...filters } = vs as Record<string, unknown>;
  const period = `${formatTime(String(from))} to ${formatTime(String(to))}`;
  return `; against ${[period, ...filtersOf(filters)].join(', ')}`;
}

/** `houston, 2026-03-01 to 2026-04-01 (America/Chicago), metric volume, topic roads` */
function describeQuestion(query: object): string {
  const asked = query as Record<string, unknown>;
  const filters = filtersOf(asked);
  const period =
    typeof asked.from === 'string' && typeof asked.to === 'string'
      ? [`${formatTime(asked.from)} to ${formatTime(asked.to)} (${String(asked.timezone ?? 'UTC')})`]
      : [];
  const label = asked.sample === true ? ' (sample data)' : '';
  const city = asked.city === undefined ? [] : [`${String(asked.city)}${label}`];
  return onOneLine([...city, ...period, ...filters].join(', ') + describeOther(asked));
}

/** A quiet figure may be a quiet collector: gaps are always told. */
function describeGaps(coverage: readonly object[]): string[] {
  const lines = coverage.slice(0, mostGaps).map((gap) => {
    const { source, channel, from, to, reason } = gap as Record<string, string | undefined>;
    const where = [source, channel].filter((part) => part !== undefined && part !== '').join('/');
    return onOneLine(`  ${where} ${formatTime(from ?? '')} to ${formatTime(to ?? '')}: ${reason ?? ''}`);
  });
  if (lines.length === 0) return [];
  const more = coverage.length - lines.length;
  return [
    'Not completely covered:',
    ...lines.map((line) => `  ${line}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}
