// The three figures at the head of a report.
import type { WeeklyReport } from '../weekly-report.ts';
import type { Words } from '../words.ts';
import { countChange, netOf, sentimentChange } from './change.ts';
import { type Html, html } from './html.ts';

function figure(name: string, value: Html | string, change: Html | undefined, aside: string): Html {
  return html`<div class="figure"><dt>${name}</dt><dd class="value">${value}</dd><dd class="change">${change}</dd><dd class="aside">${aside}</dd></div>`;
}

/** Nothing where there was no post. */
export function headFigures({ summary: { rows } }: WeeklyReport, words: Words): Html | undefined {
  const [row] = rows;
  if (row === undefined || row.volume === 0) return undefined;
  const { low, high, change } = row;
  const before = (value: number | null | undefined) =>
    value == null ? '' : `${words.count(value)} the week before`;
  const interval =
    low === undefined || high === undefined
      ? `it needs more than ${words.posts(row.n)}`
      : `95% interval ${words.net(low)} to ${words.net(high)}`;
  return html`<dl class="figures">${[
    figure(
      'Posts',
      words.count(row.volume),
      countChange(change?.volume, words, true),
      before(change?.volume.previous),
    ),
    figure(
      'Voices',
      words.count(row.voices),
      countChange(change?.voices, words, true),
      before(change?.voices.previous),
    ),
    figure('Net sentiment', netOf(row, words), sentimentChange(change?.sentiment, words, true), interval),
  ]}</dl>`;
}
