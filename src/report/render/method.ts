// How the numbers come about, in as few words as will do.
import type { WeeklyReport } from '../weekly-report.ts';
import { type Html, html } from './html.ts';

/** Paragraphs as plain text: the method sheet of a workbook has the same. */
export function methodNotes({
  city,
  week,
  audience,
  minimumN,
  dropped,
  version,
  madeAt,
}: WeeklyReport): string[] {
  const filter =
    audience === undefined
      ? []
      : [
          `This report is for ${audience.name}: ${[
            audience.topics.length > 0
              ? `posts about ${audience.topics.map(({ label }) => label).join(', ')}`
              : '',
            audience.places.length > 0
              ? `posts placed in ${audience.places.map(({ name }) => name).join(', ')}`
              : '',
          ]
            .filter((part) => part !== '')
            .join('; ')}.`,
        ];
  return [
    ...filter,
    `Public posts and service requests about ${city.name} from Monday ${week.from} up to, and without, Monday ${week.to}, in the time zone ${city.timezone}; each change is against the seven days before.`,
    'Posts are everything that was stored. Voices are distinct authors, by a keyed hash, and posts without an author. Net sentiment is (positive − negative) / all, from −1 to +1, of posts that are certainly about the city, without official, automated and copied ones; a program read it, and it is wrong about single posts more often than about many.',
    `A change is called more than chance where chance alone would hardly do as much; in a table after all its rows were looked at, so that of those in bold one in twenty is by chance. Sentiment needs ${minimumN.sentiment} posts, a row ${minimumN.voices} voices.`,
    'People who post in public are not all residents: figures describe what was said, not what everybody thinks.',
    `Every written sentence was checked against the store before it was sent${dropped > 0 ? `; ${dropped} did not hold and ${dropped === 1 ? 'was' : 'were'} left out` : ''}. Quotes are typical posts, chosen by a rule; none with a name, an address or a link, none of a source whose terms forbid it.`,
    `Made by Earshot ${version} at ${madeAt}. Every number can be asked for again: GET /api/v1/<query> with the parameters that the JSON form of this report holds.`,
  ];
}

export function methodSection(report: WeeklyReport): Html {
  return html`<section class="method"><h2>How this was counted</h2>${methodNotes(report).map((note) => html`<p>${note}</p>`)}</section>`;
}
