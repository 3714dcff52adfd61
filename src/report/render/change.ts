// A change as a report shows it: an arrow, the amount, in bold where it is more than chance.
import type { Rows } from '../asking.ts';
import type { Words } from '../words.ts';
import { type Html, html } from './html.ts';

type Change = NonNullable<Rows['summary']['change']>['volume'];

const arrowOf = (difference: number) => (difference > 0 ? '▲' : difference < 0 ? '▼' : '=');
const directionOf = (difference: number) => (difference > 0 ? 'up' : difference < 0 ? 'down' : 'unchanged');
const chanceOf = ({ isMoreThanChance }: Change) =>
  isMoreThanChance === null ? '' : isMoreThanChance ? 'more than chance' : 'could be chance';

/** Of a count, in percent; `inWords` says whether it is more than chance. */
export function countChange(change: Change | undefined, words: Words, inWords = false): Html | undefined {
  if (change?.difference == null) return undefined;
  const { difference, ratio } = change;
  if (ratio == null && difference === 0) return undefined;
  const amount = ratio == null ? 'new' : words.change(Math.abs(ratio)).replace('+', '');
  return shown(change, difference, ratio == null ? 'new' : amount, inWords);
}

/** Of net sentiment, in its own units. */
export function sentimentChange(change: Change | undefined, words: Words, inWords = false): Html | undefined {
  if (change?.difference == null) return undefined;
  return shown(change, change.difference, words.net(change.difference), inWords);
}

function shown(change: Change, difference: number, amount: string, inWords: boolean): Html {
  const chance = chanceOf(change);
  const arrow = amount === 'new' ? '' : html`<span aria-hidden="true">${arrowOf(difference)} </span>`;
  return html`<span class="${change.isMoreThanChance ? 'sure' : 'chance'}" title="${directionOf(difference)}, ${chance}">${arrow}${amount}</span>${inWords && chance !== '' ? html`<span class="chance">, ${chance}</span>` : undefined}`;
}

type Feeling = { sentiment: number | null; n: number; low?: number; high?: number };

/** Which side of zero the whole interval lies on; neither where it holds zero. */
const sideOf = ({ low = -1, high = 1 }: Feeling) => (low > 0 ? 'positive' : high < 0 ? 'negative' : '');

/** Net sentiment with its sign, in colour where it is surely on one side, or how few there are. */
export function netOf(row: Feeling, words: Words): Html {
  if (row.sentiment === null) return html`<span class="chance">too few (${words.count(row.n)})</span>`;
  return html`<span class="${sideOf(row)}">${words.net(row.sentiment)}</span>`;
}

const colours = { positive: '#0a66ad', negative: '#b8480a', '': '#56626f' } as const;

/** The interval as a line on an axis from −1 to 1, for the eye; the numbers stand beside it. */
export function whisker(row: Feeling): Html | undefined {
  const { sentiment, low, high } = row;
  if (sentiment === null || low === undefined || high === undefined) return undefined;
  const at = (value: number) => (60 + 57 * value).toFixed(1);
  const colour = colours[sideOf(row)];
  return html`<svg class="bar" viewBox="0 0 120 14" aria-hidden="true"><line x1="3" y1="7" x2="117" y2="7" stroke="#e4e8ec" stroke-width="1"/><line x1="60" y1="1" x2="60" y2="13" stroke="#97a3b0"/><line x1="${at(low)}" y1="7" x2="${at(high)}" y2="7" stroke="${colour}" stroke-width="4" opacity="0.4"/><circle cx="${at(sentiment)}" cy="7" r="3.4" fill="${colour}"/></svg>`;
}
