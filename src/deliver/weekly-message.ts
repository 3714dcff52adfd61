// The weekly summary as a message: its sentences to read at once, its forms to open. Pure.
import type { City } from '../config.ts';
import { html } from '../report/render/html.ts';
import { weekWords } from '../report/render/title.ts';
import { warningOf } from '../report/render/warning.ts';
import type { WeeklyReport } from '../report/weekly-report.ts';
import { wordsOf } from '../report/words.ts';
import type { Message, MessageFile } from './message.ts';

/** `missing`: forms that could not be made here, each with why. */
export function weeklyMessage(
  city: Pick<City, 'id' | 'name' | 'sample'>,
  report: WeeklyReport,
  { files, missing }: { files: MessageFile[]; missing: readonly string[] },
): Message {
  const { week, audience, brief, changes } = report;
  const whose = audience === undefined ? city.name : `${city.name}, ${audience.name}`;
  const sample = city.sample ? ' (sample data)' : '';
  const period = weekWords(report);
  const warning = warningOf(report, wordsOf(report.city.timezone));
  const told = brief.map(({ text }) => text);
  const why = changes.map(({ text }) => text);
  const notes = missing.map((form) => `Left out: ${form}.`);
  const lines = [
    `${whose}${sample}. ${period}.`,
    ...(warning ? ['', warning] : []),
    ...(told.length > 0 ? ['', ...told.map((text) => `- ${text}`)] : []),
    ...(why.length > 0 ? ['', 'What changed:', ...why.map((text) => `- ${text}`)] : []),
    ...(notes.length > 0 ? ['', ...notes] : []),
  ];
  const list = (texts: readonly string[]) => html`<ul>${texts.map((text) => html`<li>${text}</li>`)}</ul>`;
  const page = html`<p><strong>${whose}</strong>${sample}<br>${period}</p>
${warning && html`<p>${warning}</p>`}
${told.length > 0 ? list(told) : undefined}
${why.length > 0 ? html`<p>What changed:</p>${list(why)}` : undefined}
${notes.map((note) => html`<p><small>${note}</small></p>`)}`;
  return {
    ...{ city: city.id, kind: 'weekly', about: week.name, audience: audience?.id ?? 'city' },
    subject: `${whose}: what residents said in week ${Number(week.name.slice(6))}${sample}`,
    text: lines.join('\n'),
    html: page.markup,
    files,
    data: report,
  };
}
