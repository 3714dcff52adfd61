// Looks through foreign markup in one pass before any parser does: what could blow a parser up is refused here.

const mostDepth = 200;
const mostTags = 300_000;
const mostAttributes = 200;
const mostTagLength = 100_000;

/** Elements of HTML that have no end tag. */
const voids = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'source', 'track', 'wbr']);

export type Screened = { text: string } | { refused: string };

/**
 * XML that may be parsed, without its DOCTYPE; or why not. Linear in its length. Declarations of entities are refused
 * whatever they declare (billion laughs, quadratic blow-up, external files), and so are depth and attributes beyond
 * what any feed has.
 */
export function screenXml(xml: string): Screened {
  const doctypes: { start: number; end: number }[] = [];
  const fault = walk(xml, (start, end) => doctypes.push({ start, end }));
  if (fault !== undefined) return { refused: fault };
  const [doctype, second] = doctypes;
  if (!doctype) return { text: xml };
  const { start, end } = doctype;
  if (second || end < 0 || xml.slice(start, end).includes('[')) return { refused: declares };
  return { text: xml.slice(0, start) + xml.slice(end) };
}

/** JSON that may be parsed, or why not: it has more objects than any feed. */
export function screenJson(json: string): Screened {
  let objects = 0;
  for (let at = json.indexOf('{'); at >= 0; at = json.indexOf('{', at + 1)) {
    if (++objects > mostTags) return { refused: `has more than ${mostTags} elements` };
  }
  return { text: json };
}

/** Whether HTML is nested more deeply than a converter that calls itself can follow. */
export function isTooDeep(html: string): boolean {
  return walk(html) !== undefined;
}

const declares = 'declares entities of its own';

/** Fixed words for the first fault, or undefined. Declarations are faults where `onDoctype` is given: in XML. */
function walk(text: string, onDoctype?: (start: number, end: number) => void): string | undefined {
  const open: string[] = [];
  let tags = 0;
  let at = text.indexOf('<');
  while (at >= 0) {
    const skipped = skip(text, at);
    if (skipped !== undefined) {
      if (onDoctype && /^<!DOCTYPE/i.test(text.slice(at, at + 9))) onDoctype(at, skipped);
      else if (onDoctype && declaration.test(text.slice(at, at + 12))) return declares;
      at = skipped < 0 ? -1 : text.indexOf('<', skipped);
      continue;
    }
    const tag = readTag(text, at);
    if (tag === undefined) {
      at = text.indexOf('<', at + 1);
      continue;
    }
    if (++tags > mostTags) return `has more than ${mostTags} elements`;
    if (tag.end - at > mostTagLength) return `has an element of more than ${mostTagLength} characters`;
    if (tag.attributes > mostAttributes) return `has more than ${mostAttributes} attributes on an element`;
    if (tag.closes) {
      const found = open.lastIndexOf(tag.name);
      if (found >= 0) open.length = found;
    } else if (!tag.isEmpty && !voids.has(tag.name)) {
      open.push(tag.name);
      if (open.length > mostDepth) return `is nested deeper than ${mostDepth} elements`;
    }
    at = text.indexOf('<', tag.end);
  }
  return undefined;
}

const declaration = /^<!(?:ENTITY|ELEMENT|ATTLIST|NOTATION)/i;

/** Where a comment, CDATA section, instruction or declaration ends (−1: never); undefined when it is none of these. */
function skip(text: string, at: number): number | undefined {
  const after = (start: number, end: string) => {
    const found = text.indexOf(end, start);
    return found < 0 ? -1 : found + end.length;
  };
  const next = text[at + 1];
  if (next === '?') return after(at + 2, '?>');
  if (next !== '!') return undefined;
  if (text.startsWith('<!--', at)) return after(at + 4, '-->');
  if (text.startsWith('<![CDATA[', at)) return after(at + 9, ']]>');
  return after(at, '>');
}

interface Tag {
  name: string;
  closes: boolean;
  isEmpty: boolean;
  attributes: number;
  end: number;
}

const nameStart = /[\p{L}_:]/u;
const nameEnd = /[\s/>]/;

/** The tag that begins at `at`, or undefined when this "<" begins none. */
function readTag(text: string, at: number): Tag | undefined {
  const closes = text[at + 1] === '/';
  const start = at + (closes ? 2 : 1);
  if (!nameStart.test(text[start] ?? '')) return undefined;
  let end = start;
  while (end < text.length && end - start < 200 && !nameEnd.test(text[end]!)) end++;
  const name = text.slice(start, end).toLowerCase();
  let attributes = 0;
  const limit = Math.min(text.length, at + mostTagLength + 1);
  for (; end < limit && text[end] !== '>'; end++) {
    const character = text[end];
    if (character === '=') attributes++;
    if (character !== '"' && character !== "'") continue;
    const close = text.indexOf(character, end + 1);
    if (close < 0 || close > limit) return { name, closes, isEmpty: false, attributes, end: limit };
    end = close;
  }
  return { name, closes, isEmpty: text[end - 1] === '/', attributes, end };
}
