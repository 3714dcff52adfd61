// In people's own words, and where to read more.
import { moment } from '../../charts/format.ts';
import type { Pointer, Quote } from '../quotes.ts';
import type { WeeklyReport } from '../weekly-report.ts';
import type { Words } from '../words.ts';
import { type Html, html } from './html.ts';

const isWeb = (url: string | undefined): url is string => url !== undefined && /^https?:\/\//.test(url);

function original({ url }: Pointer): Html | undefined {
  if (!isWeb(url)) return undefined;
  return html` · <a href="${url}" rel="noopener noreferrer">original</a>`;
}

function quoteOf(quote: Quote, words: Words): Html {
  const { label, place, time, sentiment } = quote;
  const when = moment(time, words.locale, 'date');
  const where = place === undefined ? '' : `, ${place}`;
  return html`<blockquote class="${sentiment === 'positive' ? 'positive-side' : sentiment === 'negative' ? 'negative-side' : ''}"><p>“${quote.text}”</p><footer>${label}${where} · ${when}${original(quote)}</footer></blockquote>`;
}

function pointerOf(pointer: Pointer, words: Words): Html {
  return html`<li>${pointer.label} · ${moment(pointer.time, words.locale)} · ${pointer.source}${original(pointer)}</li>`;
}

/** What is missing since it was made is said, not whose it was. */
function takenOut(withdrawn: number): Html | undefined {
  if (withdrawn === 0) return undefined;
  const [posts, were, are] = withdrawn === 1 ? ['post', 'was', 'is'] : ['posts', 'were', 'are'];
  return html`<p class="quiet">${withdrawn} ${posts} that stood here ${were} deleted after this summary was made, and ${are} left out.</p>`;
}

export function voicesSection(
  { quotes: { quotes, pointers, silent, withdrawn = 0 } }: WeeklyReport,
  words: Words,
): Html {
  const kept =
    silent.length === 0
      ? undefined
      : html`<p class="quiet">Posts of ${words.list(silent)} are counted and not quoted: the terms of the source let no text leave.</p>`;
  const read =
    pointers.length === 0
      ? undefined
      : html`<h3>To read at the source</h3><ul>${pointers.map((pointer) => pointerOf(pointer, words))}</ul>`;
  const none = html`<p class="quiet">No post can be quoted this week: none is typical of its topic, of a source whose terms allow it, and free of names and addresses.</p>`;
  return html`<section><h2>In residents’ words</h2>${quotes.length > 0 ? quotes.map((quote) => quoteOf(quote, words)) : silent.length === 0 && withdrawn === 0 ? none : undefined}${kept}${read}${takenOut(withdrawn)}</section>`;
}
