// How a number changed against the equal period before, and whether that is more than chance.

import { type Locale, percent, signed } from '../charts/format.ts';
import type { Change } from './answers.ts';

const sureness = (change: Change) =>
  change.isMoreThanChance === null ? '' : change.isMoreThanChance ? 'more than chance' : 'could be chance';

const arrow = (difference: number) => (difference > 0 ? '▲' : difference < 0 ? '▼' : '=');
const direction = (difference: number) => (difference > 0 ? 'up' : difference < 0 ? 'down' : 'unchanged');

interface Props {
  change: Change | undefined;
  locale: Locale;
  /** tells the sureness in words that are seen, and not only heard */
  inWords?: boolean;
}

/** Of a count, in percent. */
export function CountChange({ change, locale, inWords }: Props) {
  if (change?.difference === undefined || change.difference === null) return null;
  const { difference, ratio } = change;
  const told = ratio === null || ratio === undefined ? 'new' : percent(Math.abs(ratio), locale);
  const isNew = told === 'new';
  if (isNew && difference === 0) return null;
  return (
    <span class={change.isMoreThanChance ? 'change sure' : 'change'} title={sureness(change)}>
      {isNew ? (
        'new'
      ) : (
        <>
          <span class="arrow" aria-hidden="true">
            {arrow(difference)}
          </span>
          <span class="unseen">{direction(difference)} </span>
          {told}
        </>
      )}
      <span class={inWords ? 'sureness' : 'unseen'}>, {sureness(change)}</span>
    </span>
  );
}

/** Of net sentiment, in its own units. */
export function SentimentChange({ change, locale, inWords }: Props) {
  if (change?.difference === undefined || change.difference === null) return null;
  return (
    <span class={change.isMoreThanChance ? 'change sure' : 'change'} title={sureness(change)}>
      <span class="arrow" aria-hidden="true">
        {arrow(change.difference)}
      </span>
      {signed(change.difference, locale)}
      <span class={inWords ? 'sureness' : 'unseen'}>, {sureness(change)}</span>
    </span>
  );
}
