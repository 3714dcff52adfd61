// What was collected, and what was not.
import type { Lack } from '../collection.ts';
import type { WeeklyReport } from '../weekly-report.ts';
import type { Words } from '../words.ts';
import { type Html, html } from './html.ts';
import { figuresTable } from './tables.ts';

export const hoursOf = ({ hours }: Lack, words: Words) =>
  hours < 1
    ? 'less than an hour'
    : `${words.count(Math.round(hours))} ${Math.round(hours) === 1 ? 'hour' : 'hours'}`;

function lackList(lacks: readonly Lack[], words: Words): Html {
  return html`<ul>${lacks.map((lack) => html`<li>${lack.name}: ${hoursOf(lack, words)} (${lack.reasons.join(', ')})</li>`)}</ul>`;
}

export function coverageSection({ sources, lacks }: WeeklyReport, words: Words): Html {
  const rows = sources.rows.filter(({ volume }) => volume > 0).map((row) => [row.source ?? '', row] as const);
  return html`<section class="whole"><h2>What was collected</h2>${rows.length > 0 ? figuresTable('Source', rows, words) : undefined}${
    lacks.week.length === 0
      ? html`<p class="quiet">Every source was completely collected this week.</p>`
      : html`<h3>Not completely collected this week</h3>${lackList(lacks.week, words)}`
  }${lacks.before.length === 0 ? undefined : html`<h3>The week before</h3>${lackList(lacks.before, words)}`}</section>`;
}
