// The weekly summary as one page that needs no network: for a browser, an e-mail's attachment, and paper.
import type { City } from '../../config.ts';
import type { Sentence } from '../sentence.ts';
import type { WeeklyReport } from '../weekly-report.ts';
import { type Words, wordsOf } from '../words.ts';
import { chartsSection } from './charts.ts';
import { withoutUnsureChanges } from './comparable.ts';
import { coverageSection } from './coverage.ts';
import { emergingSection } from './emerging.ts';
import { headFigures } from './figures.ts';
import { Html, html } from './html.ts';
import { drawPlaces, mapLegend } from './map.ts';
import { methodSection } from './method.ts';
import { style } from './style.ts';
import { few, placesBeyond, placesTable, topicsSection } from './tables.ts';
import { weekWords } from './title.ts';
import { voicesSection } from './voices.ts';
import { warningOf } from './warning.ts';

/** Nothing but what stands in the file: whatever a post says, no script runs and nothing is fetched. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** `city` is the report's own, for its map. */
export function renderPage(made: WeeklyReport, city: City): string {
  const report = withoutUnsureChanges(made);
  const words = wordsOf(report.city.timezone);
  const warning = warningOf(report, words);
  const title = `${report.city.name}: what residents said, ${report.week.name}`;
  const parts = [
    head(report),
    report.city.sample
      ? html`<p class="sample">Sample data: ${report.city.name} is an invented city.</p>`
      : undefined,
    warning && html`<p class="warning">${warning}</p>`,
    headFigures(report, words),
    sentences('In brief', 'brief', report.brief),
    changesSection(report.changes),
    chartsSection(report),
    topicsSection(report, words),
    placesSection(report, city, words),
    emergingSection(report, words),
    voicesSection(report, words),
    coverageSection(report, words),
    methodSection(report),
  ];
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Html(style)}</style>
</head>
<body>
${parts.map((part) => (part === undefined ? '' : html`${part}\n`))}<footer>${report.city.name}${report.city.sample ? ' (sample data)' : ''} · ${weekWords(report)} · Earshot ${report.version}</footer>
</body>
</html>
`;
  return page.markup;
}

function head(report: WeeklyReport): Html {
  const { city, audience, week } = report;
  return html`<header><p class="kicker">Weekly summary · ${week.name}${audience && ` · ${audience.name}`}</p><h1>What ${city.name} said</h1><p class="when">${weekWords(report)}</p></header>`;
}

function sentences(title: string, name: string, list: readonly Sentence[]): Html | undefined {
  if (list.length === 0) return undefined;
  return html`<section><h2>${title}</h2><ul class="${name}">${list.map(({ text }) => html`<li>${text}</li>`)}</ul></section>`;
}

function changesSection(changes: readonly Sentence[]): Html | undefined {
  if (changes.length === 0) return undefined;
  const items = changes.map(({ template, text }) => {
    const [name, ...rest] = text.split(': ');
    const arrow = template === 'topicRose' ? '▲' : '▼';
    return html`<li><span class="arrow" aria-hidden="true">${arrow}</span><b>${name}</b>: ${rest.join(': ')}</li>`;
  });
  return html`<section><h2>What rose and what fell, and why</h2><ul class="changes">${items}</ul></section>`;
}

function placesSection(report: WeeklyReport, city: City, words: Words): Html | undefined {
  if (report.places.rows.length === 0) return undefined;
  const map = drawPlaces(city, report.places.rows, words);
  const more = placesBeyond(report);
  return html`<section><h2>Neighbourhoods</h2>${
    map && html`<figure class="map">${map}<figcaption>${mapLegend()}</figcaption></figure>`
  }${placesTable(report, words)}<p class="quiet">Posts that name a neighbourhood, or a street or place in one; the number on the map is that of posts.${more > 0 ? ` ${more} more are on the map.` : ''}${few(report.withheld.places, 'neighbourhood', 'neighbourhoods', report.minimumN.voices)}</p></section>`;
}
