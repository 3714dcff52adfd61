// Words above their usual, as a table.
import type { WeeklyReport } from '../weekly-report.ts';
import type { Words } from '../words.ts';
import { type Html, html } from './html.ts';

const mostRows = 12;

export function emergingSection({ words: sections }: WeeklyReport, words: Words): Html | undefined {
  const rows = sections.flatMap((section) => section.rows);
  if (rows.length === 0) return undefined;
  const hasTopics = rows.some(({ label }) => label !== undefined);
  const shown = rows.slice(0, hasTopics ? rows.length : mostRows);
  const body = shown.map(
    ({ term, label, volume, usual, voices }) =>
      html`<tr><th scope="row"><bdi>${term}</bdi></th>${hasTopics ? html`<td>${label}</td>` : undefined}<td class="num">${words.count(volume)}</td><td class="num">${usual < 1 ? 'under 1' : words.count(Math.round(usual))}</td><td class="num">${words.count(voices)}</td></tr>`,
  );
  return html`<section class="whole"><h2>Emerging words</h2><table><thead><tr><th scope="col">Word</th>${hasTopics ? html`<th scope="col">Topic</th>` : undefined}<th scope="col" class="num">Posts</th><th scope="col" class="num">Usual</th><th scope="col" class="num">Voices</th></tr></thead><tbody>${body}</tbody></table><p class="quiet">Words and pairs of words that more posts say than in the eight weeks before, by more than chance; copies count once.</p></section>`;
}
