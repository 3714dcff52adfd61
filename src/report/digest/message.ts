// A digest as a message: lines of text for e-mail and chat, and a small page for e-mail.
import type { Message } from '../../deliver/message.ts';
import type { Digest } from '../digest.ts';
import { html } from '../render/html.ts';

const dateWords = (date: string) =>
  new Intl.DateTimeFormat('en-US', { dateStyle: 'full', timeZone: 'UTC' }).format(Date.parse(date));

const nothing = 'Nothing unusual yesterday or last night.';

const whoOf = ({ city, audience }: Digest) => (audience ? `${city.name}, ${audience.name}` : city.name);

export function subjectOf(digest: Digest): string {
  const { length } = digest.lines;
  const said =
    length === 0 ? 'nothing unusual' : length === 1 ? '1 thing to know' : `${length} things to know`;
  return `${digest.city.sample ? 'Sample data: ' : ''}${whoOf(digest)}, ${dateWords(digest.date)}: ${said}`;
}

const linesOf = ({ lines }: Digest): string[] =>
  lines.length === 0 ? [nothing] : lines.map(({ text }) => text);

const footOf = ({ city, night, dropped }: Digest): string =>
  [
    night ? `Yesterday, and since midnight up to ${night.to.slice(11, 16)}.` : 'Yesterday.',
    dropped === 0 ? '' : `${dropped} left out because they did not hold when checked.`,
    city.sample ? 'Sample data: nothing in it is real.' : '',
  ]
    .filter((part) => part !== '')
    .join(' ');

/** What is printed and mailed: at most ten lines, and below them what they are about. */
export const textOf = (digest: Digest): string =>
  `${linesOf(digest)
    .map((line) => `- ${line}`)
    .join('\n')}\n\n${footOf(digest)}`;

export function pageOf(digest: Digest): string {
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${subjectOf(digest)}</title></head>
<body style="font-family:system-ui,sans-serif;font-size:16px;line-height:1.5;color:#1a1f26;max-width:40em">
<h1 style="font-size:18px">${whoOf(digest)}, ${dateWords(digest.date)}</h1>
<ul style="padding-left:1.2em">${linesOf(digest).map((line) => html`<li style="margin-bottom:.5em">${line}</li>`)}</ul>
<p style="font-size:14px;color:#555e68">${footOf(digest)}</p>
</body></html>
`;
  return page.markup;
}

/** Undefined where nothing was unusual and the profile asks for nothing then. */
export function digestMessage(digest: Digest, whenNothing: 'line' | 'nothing' = 'line'): Message | undefined {
  if (digest.lines.length === 0 && whenNothing === 'nothing') return undefined;
  return {
    ...{ city: digest.city.id, kind: 'digest', about: digest.date, audience: digest.audience?.id ?? 'city' },
    ...{ subject: subjectOf(digest), text: textOf(digest), html: pageOf(digest) },
    files: [],
    data: digest,
  };
}
