// The tables of a report: topics, neighbourhoods, sources.
import type { Rows } from '../asking.ts';
import type { WeeklyReport } from '../weekly-report.ts';
import type { Words } from '../words.ts';
import { countChange, netOf, sentimentChange, whisker } from './change.ts';
import { type Html, html } from './html.ts';

type Figures = Rows['summary'];

function figuresRow(name: string, row: Figures, words: Words): Html {
  const share = row.share === null ? '' : words.share(row.share);
  return html`<tr><th scope="row"><bdi>${name}</bdi></th><td class="num">${words.count(row.volume)}</td><td class="num wide">${share}</td><td class="num">${countChange(row.change?.volume, words)}</td><td class="num">${netOf(row, words)}</td><td class="bar-cell wide">${whisker(row)}</td><td class="num wide">${sentimentChange(row.change?.sentiment, words)}</td></tr>`;
}

/** `what` heads the first column. Rows come largest first. */
export function figuresTable(
  what: string,
  rows: readonly (readonly [name: string, row: Figures])[],
  words: Words,
): Html {
  return html`<table><thead><tr><th scope="col">${what}</th><th scope="col" class="num">Posts</th><th scope="col" class="num wide">Share</th><th scope="col" class="num">Change</th><th scope="col" class="num">Net sentiment</th><th scope="col" class="wide" aria-label="95% interval"></th><th scope="col" class="num wide">Change</th></tr></thead><tbody>${rows.map(([name, row]) => figuresRow(name, row, words))}</tbody></table>`;
}

export function topicsSection({ topics, withheld, minimumN }: WeeklyReport, words: Words): Html {
  const rows = topics.rows.map((row) => [row.label, row] as const);
  return html`<section class="${rows.length <= 30 ? 'whole' : ''}"><h2>Topics</h2>${rows.length === 0 ? html`<p class="quiet">No topic has enough voices to be told.</p>` : figuresTable('Topic', rows, words)}<p class="quiet">Posts, with their share of all of the city, and change against the week before; a post may be about several topics. <b>Bold</b> is more than chance. Net sentiment runs from −1 to +1; the line is its 95% interval.${few(withheld.topics, 'topic', 'topics', minimumN.voices)}</p></section>`;
}

export function few(count: number, one: string, several: string, least: number): string {
  if (count === 0) return '';
  return ` ${count} ${count === 1 ? `${one} is` : `${several} are`} left out, with fewer than ${least} voices.`;
}

const mostPlaces = 12;

export function placesTable({ places }: WeeklyReport, words: Words): Html {
  const shown = places.rows.slice(0, mostPlaces).map((row) => [row.name, row] as const);
  return figuresTable('Neighbourhood', shown, words);
}

export const placesBeyond = ({ places }: WeeklyReport): number =>
  Math.max(0, places.rows.length - mostPlaces);
