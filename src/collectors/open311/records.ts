// Answers of an endpoint → records, from JSON and XML alike. Pure.
import { XMLParser } from 'fast-xml-parser';
import { RefusedError } from '../../http/refused-error.ts';

/** Fields by their names in the documentation; values as they came. */
export type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  // only the five of XML itself: nothing that a document declares
  processEntities: true,
  htmlEntities: false,
});

/**
 * The entries of a list. JSON: an array. XML: `<service_requests><request>…` or `<services><service>…`
 * (https://wiki.open311.org/GeoReport_v2/#get-service-requests). Throws RefusedError for anything else.
 */
export function readRecords(body: string, format: 'json' | 'xml', host: string): unknown[] {
  const list = format === 'json' ? readJson(body) : readXml(body);
  if (list) return list;
  throw new RefusedError('content', `${host} sent something that is not a list of Open311`);
}

function readJson(body: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function readXml(body: string): unknown[] | undefined {
  // No answer of this interface declares anything; a document that does is an attack.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(body)) return undefined;
  let root: unknown;
  try {
    root = parser.parse(body, true);
  } catch {
    return undefined;
  }
  if (!isFields(root)) return undefined;
  for (const [outer, inner] of [
    ['service_requests', 'request'],
    ['services', 'service'],
  ] as const) {
    if (!Object.hasOwn(root, outer)) continue;
    const list = root[outer];
    if (!isFields(list)) return [];
    const entries = list[inner];
    return entries === undefined ? [] : [entries].flat();
  }
  return undefined;
}

/** Text of a field: numbers and strings alike, undefined for what is empty. */
export function textOf(fields: Fields, name: string): string | undefined {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text === '' || text.toLowerCase() === 'null' ? undefined : text;
}

export const fieldsOf = (value: unknown): Fields | undefined => (isFields(value) ? value : undefined);
