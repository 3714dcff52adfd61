// Markup of strangers → the words a reader sees. Runs in the feed thread.
import { compile } from 'html-to-text';
import { isTooDeep } from './screen.ts';

/** Longer markup is cut: a post keeps at most 100,000 characters of text. */
const mostHtml = 400_000;

const convert = compile({
  wordwrap: false,
  limits: { maxInputLength: mostHtml, maxDepth: 250 },
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    { selector: 'iframe', format: 'skip' },
    { selector: 'script', format: 'skip' },
    { selector: 'style', format: 'skip' },
    { selector: 'h1', options: { uppercase: false } },
    { selector: 'h2', options: { uppercase: false } },
    { selector: 'h3', options: { uppercase: false } },
    { selector: 'h4', options: { uppercase: false } },
    { selector: 'h5', options: { uppercase: false } },
    { selector: 'h6', options: { uppercase: false } },
    { selector: 'table', options: { uppercaseHeaderCells: false } },
    { selector: 'ul', options: { itemPrefix: '– ' } },
  ],
});

const emoji = /<img\b[^>]{0,500}\balt="(\p{Extended_Pictographic}[^"<>]{0,20})"[^>]{0,500}>/gu;

/** Text of an HTML fragment: paragraphs parted by an empty line, no links, no more. */
export function htmlToText(html: string): string {
  const cut = html.slice(0, mostHtml);
  if (!/[<&]/.test(cut)) return tidy(cut);
  // WordPress draws emoji as pictures.
  const readable = cut.includes('alt="') ? cut.replace(emoji, '$1') : cut;
  if (isTooDeep(readable)) return tidy(withoutTags(readable));
  try {
    return tidy(convert(readable));
  } catch {
    return tidy(withoutTags(readable));
  }
}

/** Good enough for markup that no writer wrote. */
function withoutTags(html: string): string {
  return html.replace(/<[^<>]{0,1000}>/g, ' ').replace(/[ \t]+/g, ' ');
}

/** Line ends of one kind, no space twice, no more than one empty line. */
export function tidy(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t\u00a0]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** One line of plain text, for titles. */
export function htmlToLine(html: string): string {
  return htmlToText(html).replace(/\s+/g, ' ').trim();
}
