// Markup as template strings in which every value is text unless it is markup already.
import { neutralise } from '../../files/safe-text.ts';

/** Markup that may stand as it is. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

export type HtmlValue = Html | string | number | undefined | readonly HtmlValue[];

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function markupOf(value: HtmlValue): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.markup;
  if (typeof value === 'string' || typeof value === 'number')
    return neutralise(String(value)).replace(/[&<>"']/g, (sign) => escapes[sign]!);
  return value.map(markupOf).join('');
}

/** html`<p>${text}</p>`: `text` is escaped; a list is joined; undefined is nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(
    parts.map((part, index) => part + (index < values.length ? markupOf(values[index]) : '')).join(''),
  );
}
