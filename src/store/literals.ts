// Values of a statement for the embedded engine, written where their places stand. It runs statements that bring parameters one at a time in the
// whole process, whatever connection they are on: a page would wait for every insert and rebuild. Pure.
import type { Param, Params } from './lane.ts';

/** What a literal holds as it is. Everything else is told byte by byte, so that no value can end its literal, whatever it is. */
const plain = /^[A-Za-z0-9 _.,:+-]*$/;

const written = Array.from({ length: 256 }, (_, byte) => {
  const sign = String.fromCharCode(byte);
  return plain.test(sign) ? sign : `\\x${byte.toString(16).padStart(2, '0')}`;
});

function textLiteral(text: string): string {
  if (plain.test(text)) return `'${text}'`;
  let literal = '';
  for (const byte of Buffer.from(text, 'utf8')) literal += written[byte];
  return `'${literal}'`;
}

function literalOf(value: Param | readonly string[]): string {
  if (Array.isArray(value)) return `[${value.map(literalOf).join(',')}]`;
  if (typeof value === 'string') return textLiteral(value);
  // 1e21 is a number of the engine too; what is none is refused by it.
  return String(value === null ? 'NULL' : value);
}

/** `{name:Type}`; a type may have brackets and quotes of its own, never braces. */
const placeOf = /\{([A-Za-z_]\w*):([^{}]+)\}/g;

/**
 * The statement with each `{name:Type}` as `CAST(literal AS Type)`, which is what the engine makes of a parameter. Undefined when a place has no value
 * (the engine says which), or when the statement would be longer than `mostLength` characters: the engine reads 262,144 bytes.
 */
export function withLiterals(sql: string, params: Params, mostLength = 200_000): string | undefined {
  const literals = new Map<string, string>();
  let isWhole = true;
  const statement = sql.replace(placeOf, (_, name: string, type: string) => {
    if (!Object.hasOwn(params, name)) isWhole = false;
    const literal = literals.get(name) ?? (isWhole ? literalOf(params[name]!) : '');
    literals.set(name, literal);
    return `CAST(${literal} AS ${type})`;
  });
  return isWhole && statement.length <= mostLength ? statement : undefined;
}
